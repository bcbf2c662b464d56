"use client";

import { SlidersHorizontalIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { RulesSheet } from "@/components/optimizer/rules-sheet";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";
import { algorithmWords, winnerModeWords } from "@/lib/domain/bandit/algorithm-words";

type RulesProps = { panel: OptimizerPanel; canWrite: boolean };

/** How variants are chosen here, in words, and the way to change it. */
export function RulesSection({ panel, canWrite }: RulesProps) {
  const [open, setOpen] = useState(false);
  const { settings, reward } = panel;
  const algorithm = algorithmWords(settings.algorithm);
  const winner = winnerModeWords[settings.winnerMode];
  return (
    <Section
      title="How it chooses"
      actions={
        canWrite ? (
          <Button
            size="sm"
            icon={<SlidersHorizontalIcon className="i" aria-hidden="true" />}
            onClick={() => setOpen(true)}
          >
            Change rules
          </Button>
        ) : undefined
      }
    >
      <dl className="grid gap-2" data-testid="rules">
        <Rule term={algorithm.label}>{algorithm.words}</Rule>
        <Rule term={`Counted: ${reward.unit.toLowerCase()}`}>{reward.words}</Rule>
        {settings.algorithm === "round_robin" ? null : (
          <Rule term={floorTerm(settings.floor)}>
            {settings.floor > 0
              ? "So that every variant is seen now and then, and the figures stay comparable."
              : "A variant that falls behind early may never be seen again."}
          </Rule>
        )}
        <Rule term={`Winner by ${winner.label.toLowerCase()}`}>{winner.words}</Rule>
      </dl>
      {open ? <RulesSheet panel={panel} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}

function floorTerm(floor: number): string {
  const posts = (floor * 100).toLocaleString("en", { maximumFractionDigits: 1 });
  return floor > 0 ? `${posts} posts in 100 left to chance` : "Nothing left to chance";
}

function Rule({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt className="m">{term}</dt>
      <dd className="t3 xs" style={{ textWrap: "pretty" }}>
        {children}
      </dd>
    </div>
  );
}
