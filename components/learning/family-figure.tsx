"use client";

import { useState } from "react";
import { FamilyKey } from "@/components/learning/family-key";
import { FamilyList } from "@/components/learning/family-list";
import { withoutDeadEnds } from "@/components/learning/family-order";
import { FamilyTable } from "@/components/learning/family-table";
import { FamilyTree } from "@/components/learning/family-tree";
import { toLiftScale } from "@/components/learning/lift-scale";
import { proofOf } from "@/components/learning/lift-words";
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
  const shared = {
    members: shown,
    scale: toLiftScale(shown.map(({ lift }) => lift)),
    selectedId,
    championId: channel.champion.id,
  };
  return (
    <Figure
      finding={toFinding(channel)}
      unit={
        <>
          Interactions per view against the first prompt, at the same age.{" "}
          <span className="nw">Line: 90% interval. Tick: no change</span>
        </>
      }
      byAuto={channel.improvementRate ? proofOf(channel.improvementRate) === "better" : false}
      table={<FamilyTable prompts={channel.prompts} onRead={onRead} />}
    >
      <div className="d-only">
        <FamilyTree {...shared} onSelect={onSelect} />
      </div>
      <div className="m-only">
        <FamilyList {...shared} onRead={onRead} />
      </div>
      <FamilyKey prompts={shown} />
      {hidden > 0 ? (
        <p className="pt-2">
          <Button size="sm" variant="quiet" onClick={() => setWhole(!isWhole)}>
            {isWhole ? "Fold retired lines away" : `Show ${hidden} retired prompts more`}
          </Button>
        </p>
      ) : null}
    </Figure>
  );
}

function toFinding({ prompts, champion, challengers }: LearningChannel): string {
  if (prompts.length === 1) return `One prompt so far: ${champion.name} writes everything`;
  const lead = prompts.find(({ id }) => id === champion.id);
  const from = lead?.parents.map(({ name }) => name) ?? [];
  const compete = `${challengers} ${challengers === 1 ? "prompt competes" : "prompts compete"}`;
  if (from.length === 2) return `Two lines met in ${champion.name}: ${from[0]} and ${from[1]}`;
  return challengers === 0
    ? `${prompts.length} prompts so far, ${champion.name} is the champion`
    : `${champion.name} is the champion, ${compete} with it`;
}
