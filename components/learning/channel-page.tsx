"use client";

import { useState } from "react";
import { Banner } from "@/components/layout/banner";
import { TopBar } from "@/components/layout/top-bar";
import { ChannelBar } from "@/components/learning/channel-bar";
import { channelLead } from "@/components/learning/channel-words";
import { EffectsFigure } from "@/components/learning/effects-figure";
import { FamilyFigure } from "@/components/learning/family-figure";
import { HowItLearns } from "@/components/learning/how-it-learns";
import { PromptPanel } from "@/components/learning/prompt-panel";
import { PromptSheet } from "@/components/learning/prompt-sheet";
import { RunLog } from "@/components/learning/run-log";
import { SaidLead } from "@/components/learning/said-lead";
import { useLearningChannel } from "@/components/learning/use-learning";
import { useRealtime } from "@/components/providers/realtime";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { LiveDot } from "@/components/ui/live-dot";
import { Columns, Section } from "@/components/ui/section";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import type { LearningChannel } from "@/lib/contracts/learning";

/** What the person may do: run, pause and roll back; approve prompts. */
export interface Allowed {
  canWrite: boolean;
  canApprove: boolean;
}

export type ChannelPageProps = Allowed & {
  channelId: string;
  /** The prompt that a link leads to. */
  promptId?: string;
};

const CRUMBS = [{ href: "/learning", label: "Learning" }];

/** One channel: its family of prompts, what each earns, and what was decided. */
export function ChannelPage({ channelId, promptId, ...allowed }: ChannelPageProps) {
  const query = useLearningChannel(channelId);
  const { state } = useRealtime();
  const channel = query.data;
  return (
    <>
      <TopBar
        title={channel?.channel.displayName ?? "Learning"}
        crumbs={CRUMBS}
        meta={
          <LiveDot at={query.dataUpdatedAt || null} state={state === "lost" ? "off" : "live"} />
        }
      />
      {query.isPending ? <ChannelSkeleton /> : null}
      {query.isError && !channel ? (
        <Section>
          <ErrorMessage
            title="The channel could not be loaded"
            action={<Button onClick={() => query.refetch()}>Try again</Button>}
          >
            {query.error.message}
          </ErrorMessage>
        </Section>
      ) : null}
      {channel ? <Body channel={channel} promptId={promptId} allowed={allowed} /> : null}
    </>
  );
}

type BodyProps = { channel: LearningChannel; promptId?: string; allowed: Allowed };

function Body({ channel, promptId, allowed }: BodyProps) {
  const { prompts } = channel;
  const [selectedId, select] = useState(promptId ?? firstToShow(channel));
  const [isReading, setReading] = useState(promptId !== undefined);
  const selected = prompts.find(({ id }) => id === selectedId) ?? prompts[0];
  const read = (id: string) => {
    select(id);
    setReading(true);
  };
  const shared = { channel, allowed };
  return (
    <>
      <ChannelBar {...shared} />
      <Asks channel={channel} onRead={read} />
      <SaidLead said={channelLead(channel)} />
      {selected ? (
        <Columns
          sideWidth={344}
          main={
            <>
              <Section>
                <FamilyFigure
                  channel={channel}
                  selectedId={selected.id}
                  onSelect={select}
                  onRead={read}
                />
              </Section>
              <EffectsFigure channel={channel} />
              <RunLog channel={channel} onRead={read} />
            </>
          }
          side={<PromptPanel {...shared} prompt={selected} onRead={() => read(selected.id)} />}
        />
      ) : (
        <Section>
          <EmptyState title="No prompt yet">
            The first one is made when Bandwagon writes a variant for this channel.
          </EmptyState>
        </Section>
      )}
      <div>
        <HowItLearns />
      </div>
      {selected && isReading ? (
        <PromptSheet
          {...shared}
          prompt={selected}
          onRead={read}
          onClose={() => setReading(false)}
        />
      ) : null}
    </>
  );
}

/** Prompts that passed the gate and wait for a person. */
function Asks({ channel, onRead }: { channel: LearningChannel; onRead: (id: string) => void }) {
  return channel.prompts
    .filter(({ awaitingSince }) => awaitingSince)
    .map(({ id, name }) => (
      <Banner
        key={id}
        tone="warn"
        title={`${name} passed the gate and waits for your word.`}
        actions={
          <Button size="sm" onClick={() => onRead(id)}>
            Review {name}
          </Button>
        }
      />
    ));
}

/** What waits for a person, else who leads. */
function firstToShow({ prompts, champion }: LearningChannel): string {
  return prompts.find(({ awaitingSince }) => awaitingSince)?.id ?? champion.id;
}

function ChannelSkeleton() {
  return (
    <>
      <div className="pad lead-pad" aria-hidden="true">
        <Skeleton width="min(620px, 90%)" height={26} />
      </div>
      <Columns
        main={
          <>
            <Section>
              <SkeletonRows rows={5} label="Loading the family of prompts" />
            </Section>
            <Section>
              <SkeletonRows rows={3} label="Loading the runs" />
            </Section>
          </>
        }
        side={
          <Section>
            <SkeletonRows rows={5} label="Loading the champion" />
          </Section>
        }
      />
    </>
  );
}
