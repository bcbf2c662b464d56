import { toLiftScale } from "@/components/learning/lift-scale";
import { LiftStrip } from "@/components/learning/lift-strip";
import { proofOf, rangeWords, signedPercent } from "@/components/learning/lift-words";
import { Figure } from "@/components/ui/figure";
import { Section } from "@/components/ui/section";
import type { DirectiveEffect, LearningChannel } from "@/lib/contracts/learning";

const MOST = 6;

type EffectsProps = { channel: Pick<LearningChannel, "effects" | "unvaried"> };

/** What this audience answers to, as far as the results tell. */
export function EffectsFigure({ channel: { effects, unvaried } }: EffectsProps) {
  if (effects.length === 0) return null;
  const shown = effects.slice(0, MOST);
  const scale = toLiftScale(shown.map(({ effect }) => effect));
  return (
    <Section>
      <Figure
        finding={toFinding(effects)}
        unit="What each way of writing earns against the other posts of this channel, estimated, and drawn towards no difference the fewer posts there are. Line: 90% range. Tick: no difference"
      >
        <ul className="grid gap-x-8 gap-y-3 md:grid-cols-2">
          {shown.map((each) => (
            <li key={waysWords(each)}>
              <span className="row items-baseline">
                <span className="min-w-0 [overflow-wrap:anywhere]">{waysWords(each)}</span>
                <span className="push nw">
                  <span className={proofOf(each.effect) === "open" ? undefined : "b"}>
                    {signedPercent(each.effect.mean)}
                  </span>{" "}
                  <span className="t3 xs pl-1">{rangeWords(each.effect)}</span>
                </span>
              </span>
              <LiftStrip lift={each.effect} scale={scale} />
              <span className="t3 xxs">{basisOf(each)}</span>
            </li>
          ))}
        </ul>
        <p className="t3 xs pt-3" style={{ maxWidth: "76ch" }}>
          {leftOutWords(effects.length - shown.length)}By what the posts had, which may differ from
          what their prompts asked for.
          {unvaried.length > 0
            ? ` Nothing to compare: all went out with ${unvariedWords(unvaried)}.`
            : null}
        </p>
      </Figure>
    </Section>
  );
}

function leftOutWords(count: number): string {
  if (count === 0) return "";
  return count === 1 ? "One more way differs less. " : `${count} more ways differ less. `;
}

const unvariedWords = (ways: LearningChannel["unvaried"]): string =>
  ways.map(({ directiveLabel, levelLabel }) => `${directiveLabel}: ${levelLabel}`).join("; ");

const waysWords = ({ ways }: DirectiveEffect): string =>
  ways.map(({ directiveLabel, levelLabel }) => `${directiveLabel}: ${levelLabel}`).join(" + ");

function basisOf({ ways, posts, effect }: DirectiveEffect): string {
  const counted = `${posts} ${posts === 1 ? "post" : "posts"}`;
  const proof = proofOf(effect) === "open" ? ", not proven" : "";
  const joined = ways.length > 1 ? ". Always together, so told as one" : "";
  return `${counted}${proof}${joined}`;
}

function toFinding(effects: readonly DirectiveEffect[]): string {
  const best = effects.find(({ effect }) => proofOf(effect) === "better");
  const worst = effects.find(({ effect }) => proofOf(effect) === "worse");
  if (!best && worst)
    return `${waysWords(worst)} ${worst.ways.length > 1 ? "earn" : "earns"} less here`;
  if (!best) return "No way of writing has proved itself yet";
  return `${waysWords(best)} ${best.ways.length > 1 ? "earn" : "earns"} more here`;
}
