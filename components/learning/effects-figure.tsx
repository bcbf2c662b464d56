import { toLiftScale } from "@/components/learning/lift-scale";
import { LiftStrip } from "@/components/learning/lift-strip";
import { proofOf, rangeWords, signedPercent } from "@/components/learning/lift-words";
import { Figure } from "@/components/ui/figure";
import { Section } from "@/components/ui/section";
import type { DirectiveEffect } from "@/lib/contracts/learning";

const MOST = 6;

/** What this audience answers to, as far as the results tell. */
export function EffectsFigure({ effects }: { effects: readonly DirectiveEffect[] }) {
  if (effects.length === 0) return null;
  const shown = effects.slice(0, MOST);
  const scale = toLiftScale(shown.map(({ effect }) => effect));
  return (
    <Section>
      <Figure
        finding={toFinding(effects)}
        unit="Each way of writing by itself, all else equal. Line: 90% interval"
      >
        <ul className="grid gap-x-8 gap-y-3 md:grid-cols-2">
          {shown.map(({ directive, directiveLabel, level, levelLabel, effect, posts }) => (
            <li key={`${directive} ${level}`}>
              <span className="row items-baseline">
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  {directiveLabel}: {levelLabel}
                </span>
                <span className="push nw">
                  <span className={proofOf(effect) === "open" ? undefined : "b"}>
                    {signedPercent(effect.mean)}
                  </span>{" "}
                  <span className="t3 xs pl-1">{rangeWords(effect)}</span>
                </span>
              </span>
              <LiftStrip lift={effect} scale={scale} />
              <span className="t3 xxs">
                {posts} {posts === 1 ? "result" : "results"}
                {proofOf(effect) === "open" ? ", not proven" : ""}
              </span>
            </li>
          ))}
        </ul>
      </Figure>
    </Section>
  );
}

function toFinding(effects: readonly DirectiveEffect[]): string {
  const best = effects.find(({ effect }) => proofOf(effect) === "better");
  if (!best) return "No way of writing has proved itself yet";
  return `${best.directiveLabel}: ${best.levelLabel} earns more here`;
}
