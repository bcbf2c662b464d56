"use client";

import { useState } from "react";
import { FamilyList } from "@/components/learning/family-list";
import { withoutDeadEnds } from "@/components/learning/family-order";
import { FamilyTable } from "@/components/learning/family-table";
import { FamilyTree } from "@/components/learning/family-tree";
import { proofOf } from "@/components/learning/lift-words";
import { resultRule } from "@/components/learning/run-words";
import { Button } from "@/components/ui/button";
import { Figure } from "@/components/ui/figure";
import type { LearningChannel } from "@/lib/contracts/learning";

type FamilyFigureProps = {
  channel: LearningChannel;
  selectedId: string;
  onSelect: (promptId: string) => void;
  onRead: (promptId: string) => void;
};

/** More than these are a thicket: lines that died out are folded away at first. */
const MANY = 14;

export function FamilyFigure({ channel, selectedId, onSelect, onRead }: FamilyFigureProps) {
  const [isWhole, setWhole] = useState(false);
  const members = channel.prompts.map((prompt) => ({
    ...prompt,
    parentIds: prompt.parents.map(({ id }) => id),
  }));
  const living = members.length > MANY ? withoutDeadEnds(members) : members;
  const shown = isWhole ? members : living;
  const hidden = members.length - living.length;
  const shared = { members: shown, selectedId, championId: channel.champion.id };
  return (
    <Figure
      finding={toFinding(channel)}
      unit={
        <>
          Engagement points per view, each post against what is usual here at its age, each prompt
          against the one it was to replace.{" "}
          <span className="nw">Below: best estimate, 90% range, results.</span> A result is{" "}
          {resultRule(channel.settings)}
        </>
      }
      byAuto={channel.improvementRate ? proofOf(channel.improvementRate) === "better" : false}
      table={
        <FamilyTable prompts={channel.prompts} leaderId={channel.champion.id} onRead={onRead} />
      }
    >
      <div className="d-only">
        <FamilyTree {...shared} onSelect={onSelect} />
      </div>
      <div className="m-only">
        <FamilyList {...shared} onRead={onRead} />
      </div>
      {channel.challengers > 0 && !channel.paused && channel.settings.enabled ? (
        <p className="t3 xs pt-3">
          {channel.champion.name} writes a little over a third of the texts meanwhile; the rest goes
          to the others.
        </p>
      ) : null}
      {hidden > 0 ? (
        <p className="pt-2">
          <Button size="sm" variant="quiet" onClick={() => setWhole(!isWhole)}>
            {isWhole ? "Fold what died out away" : `Show ${hidden} more that were tried`}
          </Button>
        </p>
      ) : null}
    </Figure>
  );
}

function toFinding({ prompts, champion, challengers }: LearningChannel): string {
  if (prompts.length === 1) return `One prompt so far: ${champion.name} writes everything`;
  const lead = prompts.find(({ id }) => id === champion.id);
  const from = lead?.parents.map(({ name }) => name).join(" and ");
  const made = from ? `, made from ${from}` : "";
  const tried =
    challengers === 1 ? "1 other is being tried" : `${challengers} others are being tried`;
  const now = `${champion.name} writes now${made}`;
  return challengers === 0 ? `${now}; nothing else is being tried` : `${now}; ${tried}`;
}
