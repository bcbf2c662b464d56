"use client";

import { ActRow } from "@/components/learning/act-row";
import { RunRow } from "@/components/learning/run-row";
import { newResultsWords, toLog } from "@/components/learning/run-words";
import { useEarlierRuns } from "@/components/learning/use-learning";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { LearningChannel } from "@/lib/contracts/learning";

type RunLogProps = { channel: LearningChannel; onRead: (promptId: string) => void };

/** What each micro-cycle weighed, decided and wrote, and what people decided between them, newest first. */
export function RunLog({ channel, onRead }: RunLogProps) {
  const { runs, progress, stateReason } = channel;
  const earlier = useEarlierRuns(channel.channel.id, runs.nextCursor);
  const pages = earlier.data?.pages ?? [];
  const all = [runs, ...pages];
  const logged = toLog(
    all.flatMap(({ items }) => items),
    all.flatMap(({ acts }) => acts),
  );
  const hasMore = pages.length === 0 ? runs.nextCursor !== null : earlier.hasNextPage;
  const more = () => void (pages.length === 0 ? earlier.refetch() : earlier.fetchNextPage());
  return (
    <Section title="What happened" note={newResultsWords(progress)}>
      {logged.length === 0 ? (
        <p className="t2">No run yet. {stateReason}</p>
      ) : (
        <ol className="log">
          {logged.map((each) =>
            "act" in each ? (
              <ActRow key={each.act.id} act={each.act} onRead={onRead} />
            ) : (
              <RunRow key={each.run.id} {...each} onRead={onRead} />
            ),
          )}
        </ol>
      )}
      {hasMore ? (
        <Button size="sm" onClick={more} loading={earlier.isFetching}>
          Show what happened before
        </Button>
      ) : null}
    </Section>
  );
}
