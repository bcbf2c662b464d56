"use client";

import { PauseIcon, PlayIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import type { Allowed } from "@/components/learning/channel-page";
import { STATE_WORDS } from "@/components/learning/channel-words";
import { usePauseChannel, useRunNow } from "@/components/learning/use-learning";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { LearningChannel } from "@/lib/contracts/learning";
import { catalog } from "@/lib/platforms/catalog";

type ChannelBarProps = { channel: LearningChannel; allowed: Allowed };

/** Which channel, what it waits for, and the two things that can be done to it as a whole. */
export function ChannelBar({ channel, allowed }: ChannelBarProps) {
  const { platform, handle, languageLabel, sandbox } = channel.channel;
  return (
    <div
      className="pad row wrap border-b border-line"
      style={{ paddingTop: 10, paddingBottom: 10, rowGap: 8 }}
    >
      <PlatformMark platform={platform} label={catalog[platform].label} />
      <span className="t2 [overflow-wrap:anywhere]">
        {handle} · {languageLabel}
      </span>
      {sandbox ? <SandboxTag /> : null}
      <Standing channel={channel} allowed={allowed} />
      {allowed.canWrite ? (
        <span className="push row row-2">
          <RunNow channel={channel} />
          <Pause channel={channel} />
        </span>
      ) : null}
    </div>
  );
}

function Standing({ channel, allowed }: ChannelBarProps) {
  const zone = useZone();
  const { state, stateReason, paused, pausedAt, progress, prompts } = channel;
  // Only the places are short, and a person can free one.
  const isFull = state === "waiting" && progress.placesFree === 0;
  const canFree = isFull && allowed.canApprove && prompts.some(({ can }) => can.reject);
  return (
    <span className="t3 xs min-w-0 [overflow-wrap:anywhere]" role="status">
      <Tag>{STATE_WORDS[state]}</Tag> {stateReason}
      {canFree ? " To make room now, promote or reject one." : null}
      {paused && pausedAt ? (
        <>
          {" "}
          Since <Time at={pausedAt} zone={zone} />.
        </>
      ) : null}
    </span>
  );
}

function RunNow({ channel }: { channel: LearningChannel }) {
  const [asking, setAsking] = useState(false);
  const run = useRunNow(channel.channel.id);
  const { progress, settings, state } = channel;
  const calls = settings.callsPerCycle;
  const cost =
    calls === 0
      ? "No model is asked."
      : `At most ${calls} model ${calls === 1 ? "call" : "calls"}.`;
  const needed =
    progress.placesFree === 0
      ? "New prompts wait for a free place."
      : `New prompts need ${progress.needed} new results.`;
  const close = () => setAsking(false);
  return (
    <>
      <Button
        size="sm"
        icon={<PlayIcon className="i" aria-hidden="true" />}
        disabled={state === "running"}
        onClick={() => setAsking(true)}
      >
        Run now
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Run a learning cycle now?"
        description={`It weighs all results anew, ${progress.newSettled} of them new since the last prompts were made, and decides who leads. ${needed} ${cost}`}
        confirmLabel="Run now"
        cancelLabel="Not now"
        loading={run.isPending}
        onConfirm={() => run.mutate(undefined, { onSettled: close })}
      />
    </>
  );
}

function Pause({ channel }: { channel: LearningChannel }) {
  const [asking, setAsking] = useState(false);
  const pause = usePauseChannel(channel.channel.id);
  if (channel.paused) {
    return (
      <Button
        size="sm"
        icon={<PlayIcon className="i" aria-hidden="true" />}
        loading={pause.isPending}
        onClick={() => pause.mutate({ paused: false })}
      >
        Resume learning
      </Button>
    );
  }
  return (
    <>
      <Button
        size="sm"
        icon={<PauseIcon className="i" aria-hidden="true" />}
        onClick={() => setAsking(true)}
      >
        Pause
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title="Pause learning on this channel?"
        description={`${channel.champion.name} writes everything meanwhile. Results still come in, but nothing is tried, promoted or retired until somebody resumes it.`}
        confirmLabel="Pause learning"
        cancelLabel="Keep learning"
        loading={pause.isPending}
        onConfirm={() => pause.mutate({ paused: true }, { onSettled: () => setAsking(false) })}
      />
    </>
  );
}
