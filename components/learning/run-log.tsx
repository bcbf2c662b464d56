"use client";

import { RunRow } from "@/components/learning/run-row";
import { foldQuiet, newResultsWords } from "@/components/learning/run-words";
import { useEarlierRuns } from "@/components/learning/use-learning";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { LearningChannel } from "@/lib/contracts/learning";

type RunLogProps = { channel: LearningChannel; onRead: (promptId: string) => void };

/** The micro-cycles, newest first: what each weighed, decided and wrote, and what waits. */
export function RunLog({ channel, onRead }: RunLogProps) {
  const { runs, progress, stateReason } = channel;
  const earlier = useEarlierRuns(channel.channel.id, runs.nextCursor);
  const pages = earlier.data?.pages ?? [];
  const items = [...runs.items, ...pages.flatMap((page) => page.items)];
  const hasMore = pages.length === 0 ? runs.nextCursor !== null : earlier.hasNextPage;
  const more = () => void (pages.length === 0 ? earlier.refetch() : earlier.fetchNextPage());
  return (
    <Section title="What happened" note={newResultsWords(progress)}>
      {items.length === 0 ? (
        <p className="t2">No run yet. {stateReason}</p>
      ) : (
        <ol className="log">
          {foldQuiet(items).map(({ run, quiet }) => (
            <RunRow key={run.id} run={run} quiet={quiet} onRead={onRead} />
          ))}
        </ol>
      )}
      {hasMore ? (
        <Button size="sm" onClick={more} loading={earlier.isFetching}>
          Show earlier runs
        </Button>
      ) : null}
    </Section>
  );
}
