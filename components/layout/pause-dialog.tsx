"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePauseEffect } from "@/components/layout/use-pause";
import { useZone } from "@/components/providers/zone";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Time } from "@/components/ui/time";
import { accountChoices, campaignChoices } from "@/lib/api/choices";
import type { AskPause, CameDue, PauseEffect, PauseLevel } from "@/lib/contracts/pauses";
import { catalog } from "@/lib/platforms/catalog";

type Direction = "pause" | "resume";

export type PauseDialogProps = {
  target: AskPause;
  /** Of the account or campaign. */
  name?: string;
  direction: Direction;
  busy: boolean;
  /** With what is to become of the posts that came due meanwhile. */
  onConfirm: (cameDue: CameDue) => void;
  onClose: () => void;
};

const TITLES: Record<PauseLevel, (name: string) => string> = {
  workspace: () => "everything",
  account: (name) => `posting on ${name}`,
  campaign: (name) => `“${name}”`,
  schedule: () => "this schedule",
};

const LABELS: Record<PauseLevel, string> = {
  workspace: "everything",
  account: "posting",
  campaign: "campaign",
  schedule: "schedule",
};

const WHERE: Record<PauseLevel, (name: string) => string> = {
  workspace: () => "from any account",
  account: (name) => `from ${name}`,
  campaign: () => "of this campaign",
  schedule: () => "of this schedule",
};

/** The same question on all four levels: what is held, and what becomes of it. Mount it to ask. */
export function PauseDialog(props: PauseDialogProps) {
  const { target, name = "", direction, busy, onConfirm, onClose } = props;
  const [late, setLate] = useState(false);
  const { data: effect, isError } = usePauseEffect(target);
  const verb = direction === "pause" ? "Pause" : "Resume";
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={`${verb} ${TITLES[target.level](name)}?`}
      description={
        direction === "pause" ? (
          <Held level={target.level} name={name} effect={effect} failed={isError} />
        ) : (
          <>
            <Missed effect={effect} failed={isError} />
            {target.level === "workspace" ? <StillPaused /> : null}
          </>
        )
      }
      confirmLabel={`${verb} ${LABELS[target.level]}`}
      cancelLabel={direction === "pause" ? "Keep posting" : "Keep it paused"}
      danger={direction === "pause" && target.level === "workspace"}
      loading={busy || (effect === undefined && !isError)}
      onConfirm={() => onConfirm(late ? "post" : "skip")}
    >
      {direction === "resume" && effect && effect.cameDue > 0 ? (
        <Checkbox
          label={effect.cameDue === 1 ? "Post it now" : "Post them now"}
          hint="They go out one after the other, with your shortest gap between posts of an account."
          checked={late}
          onChange={setLate}
        />
      ) : null}
    </Dialog>
  );
}

type Told = { effect: PauseEffect | undefined; failed: boolean };

const posts = (count: number) => `${count} ${count === 1 ? "post" : "posts"}`;

function Held({ level, name, effect, failed }: Told & { level: PauseLevel; name: string }) {
  return (
    <>
      <p>Nothing goes out {WHERE[level](name)} until somebody resumes.</p>
      <p data-testid="pause-effect">{heldWords(effect, failed)}</p>
      <p>A post whose time passes meanwhile does not go out later by itself.</p>
    </>
  );
}

function heldWords(effect: PauseEffect | undefined, failed: boolean): string {
  if (failed) return "What is due could not be counted.";
  if (!effect) return "Counting what is due…";
  const { upcoming, onTheirWay } = effect;
  const held =
    upcoming === 0
      ? "No post is due in the next 24 hours."
      : `${posts(upcoming)} of the next 24 hours ${upcoming === 1 ? "is" : "are"} held.`;
  if (onTheirWay === 0) return held;
  return `${held} ${posts(onTheirWay)} ${onTheirWay === 1 ? "is" : "are"} on the way already and can’t be held.`;
}

function Missed({ effect, failed }: Told) {
  const zone = useZone();
  if (failed || !effect) {
    return <p>{failed ? "What came due could not be counted." : "Counting what came due…"}</p>;
  }
  const { cameDue, first } = effect;
  if (cameDue === 0) {
    return (
      <p data-testid="pause-effect">Nothing came due meanwhile. Posts go out at their times.</p>
    );
  }
  return (
    <>
      <p data-testid="pause-effect">
        {posts(cameDue)} came due while this was paused. {cameDue === 1 ? "It" : "They"} will not go
        out. What is due later goes out at its time.
      </p>
      <ul className="came-due">
        {first.map((post) => (
          <li key={post.id}>
            <Time at={post.dueAt} zone={zone} /> on {catalog[post.platform].label},{" "}
            {post.accountHandle}
            {post.campaignName ? `, ${post.campaignName}` : ""}
          </li>
        ))}
        {cameDue > first.length ? <li>and {cameDue - first.length} more</li> : null}
      </ul>
    </>
  );
}

/** What was paused for itself is not resumed with everything. */
function StillPaused() {
  const accounts = useQuery(accountChoices).data ?? [];
  const campaigns = useQuery(campaignChoices).data ?? [];
  const names = [
    ...accounts.filter(({ paused }) => paused).map(({ handle }) => handle),
    ...campaigns.filter(({ status }) => status === "paused").map(({ name }) => `“${name}”`),
  ];
  if (names.length === 0) return null;
  const some = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  const list = new Intl.ListFormat("en-GB").format(some);
  return (
    <p data-testid="still-paused">
      {list} {names.length === 1 ? "stays" : "stay"} paused: resume{" "}
      {names.length === 1 ? "it" : "them"} there.
    </p>
  );
}
