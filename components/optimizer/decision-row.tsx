"use client";

import { ArrowCounterClockwiseIcon } from "@phosphor-icons/react/ssr";
import { type ReactNode, useId, useState } from "react";
import { DecisionReplay } from "@/components/optimizer/decision-replay";
import { useZone } from "@/components/providers/zone";
import { Arm } from "@/components/ui/arm";
import { AutoMark, HandMark } from "@/components/ui/auto-mark";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { formatInZone } from "@/components/ui/zoned-format";
import type { DecisionView, RewardView } from "@/lib/contracts/optimizer";

type RowProps = { decision: DecisionView; reward: RewardView };

export function DecisionRow({ decision, reward }: RowProps) {
  const zone = useZone();
  const id = useId();
  const [replaying, setReplaying] = useState(false);
  const { first, rest } = splitFirst(decision.reason);
  const mark = toMark(decision);
  return (
    <li>
      <span className="when">
        <Time at={decision.at} zone={zone} format="day" />{" "}
        <Time at={decision.at} zone={zone} format="time" />
      </span>
      {decision.letter ? <Arm letter={decision.letter} /> : <span />}
      <p className="body say" style={{ overflowWrap: "break-word" }}>
        <span data-testid="decision-reason">
          <b>{first}</b>
          {rest}
        </span>
        {decision.overrideNote ? <span> “{decision.overrideNote}”</span> : null}
        {decision.byPerson ? <span className="t2"> Its result counts like any other.</span> : null}
      </p>
      <span className="acts">
        {mark ? <span>{mark}</span> : null}
        <Button
          size="sm"
          variant="quiet"
          icon={<ArrowCounterClockwiseIcon className="i" aria-hidden="true" />}
          aria-expanded={replaying}
          aria-controls={replaying ? id : undefined}
          aria-label={`Replay the choice of ${formatInZone(decision.at, zone, "date-time")}`}
          onClick={() => setReplaying(!replaying)}
        >
          Replay
        </Button>
      </span>
      {replaying ? (
        <DecisionReplay id={id} decisionId={decision.id} reward={unitThen(decision, reward)} />
      ) : null}
    </li>
  );
}

/** The unit in which the numbers of a choice were told when it was made. */
function unitThen({ numbers }: DecisionView, reward: RewardView): RewardView {
  return typeof numbers.scale === "number" ? { ...reward, scale: numbers.scale } : reward;
}

/** Bandwagon chooses unless something else is said: only what differs from its best so far is marked. */
function toMark(decision: DecisionView): ReactNode {
  switch (decision.kind) {
    case "override":
      return <HandMark>{decision.who}</HandMark>;
    case "rotation":
      return <Tag>Taking turns</Tag>;
    case "exploit":
      return null;
    case "floor":
      return <AutoMark>By chance</AutoMark>;
    case "explore":
    case "cold_start":
      return <AutoMark>To learn</AutoMark>;
  }
}

/** "Chose B: 13.6 clicks …": the choice, and then the why. */
function splitFirst(reason: string): { first: string; rest: string } {
  const end = reason.search(/[.:] /);
  if (end === -1 || end > 40) return { first: "", rest: reason };
  return { first: reason.slice(0, end + 1), rest: reason.slice(end + 1) };
}
