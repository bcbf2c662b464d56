import type { CSSProperties } from "react";
import { percent, ratioWords, splitWords } from "@/components/optimizer/ratio-words";
import { Section } from "@/components/ui/section";
import type { ExplorationSplit, OptimizerPanel } from "@/lib/contracts/optimizer";
import { PLANNED_SLOTS } from "@/lib/domain/bandit/planned-steps";

type Exploration = OptimizerPanel["exploration"];
type Part = { label: string; color: string; share: number; done: string; planned: string };

/** Learning : earning of the latest decisions, and what each post to learn was for. */
export function ExplorationSection({ panel }: { panel: OptimizerPanel }) {
  const { exploration, settings } = panel;
  const { decisions, realised } = exploration;
  // Turns are neither: there is something to say only of what was chosen before.
  if (settings.algorithm === "round_robin" && !realised) return null;
  const note = decisions === 1 ? "the last post" : `the last ${decisions} posts`;
  return (
    <Section
      title="Learning or earning"
      note={decisions > 0 ? <span className="xs">{note}</span> : undefined}
    >
      <div className="@container">
        <div className="grid items-start gap-x-8 gap-y-2 @min-[620px]:grid-cols-2">
          <div>
            <Ratio exploration={exploration} />
            {realised ? <Bar parts={toParts(exploration)} /> : null}
          </div>
          {realised ? <Shares exploration={exploration} /> : null}
        </div>
      </div>
    </Section>
  );
}

function Ratio({ exploration }: { exploration: Exploration }) {
  const { ratio, plannedRatio, explored, exploited, kinds, planned, notOut } = exploration;
  const waiting = notOut > 0 ? ` ${notOut} decided, not out.` : "";
  if (ratio === null) {
    return (
      <p className="t2 mb-2" data-testid="optimizer-ratio">
        {planned && planned.coldStart > 0
          ? "First each variant is tried once."
          : "No post that Bandwagon chose is out yet."}
        {waiting}
      </p>
    );
  }
  const byOthers = kinds.override + kinds.rotation;
  return (
    <div data-testid="optimizer-ratio">
      <div className="row wrap" style={{ alignItems: "baseline", marginBottom: 4 }}>
        <span style={BIG}>{percent(ratio)}</span>
        <span className="t2">
          of these posts went to learning.
          {plannedRatio === null
            ? null
            : ` As things stand, about ${percent(plannedRatio)} of the coming ${PLANNED_SLOTS} will.`}
        </span>
      </div>
      <p className="t3 xs" style={{ marginBottom: 8 }}>
        {capital(ratioWords(explored, exploited))}.{byOthers > 0 ? ` ${leftOut(byOthers)}` : null}
        {waiting}
      </p>
    </div>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function leftOut(posts: number): string {
  return posts === 1
    ? "One post that a person chose or whose turn it was is left out."
    : `${posts} posts that people chose or whose turn it was are left out.`;
}

const BIG = {
  fontSize: 28,
  lineHeight: "32px",
  fontWeight: 560,
  letterSpacing: "-.028em",
  fontVariantNumeric: "proportional-nums",
} as const;

const CAUSES: readonly { key: keyof ExplorationSplit; label: string; color: string }[] = [
  { key: "worthLearning", label: "Worth learning", color: "var(--auto-edge)" },
  { key: "floor", label: "Left to chance", color: "var(--heat-4)" },
  { key: "coldStart", label: "First tries", color: "var(--ink-3)" },
];

function toParts({ ratio, plannedRatio, realised, planned }: Exploration): Part[] {
  const [done, coming] = [show(ratio, realised), show(plannedRatio, planned)];
  const kinds = [
    { label: "Best so far", color: "var(--action)", share: 1 - (ratio ?? 0) },
    ...CAUSES.map(({ key, label, color }) => ({ label, color, share: realised?.[key] ?? 0 })),
  ];
  return kinds.map((kind, at) => ({
    ...kind,
    done: done[at] ?? "–",
    planned: coming[at] ?? "–",
  }));
}

const show = (learning: number | null, split: ExplorationSplit | null): string[] =>
  learning === null || !split
    ? []
    : splitWords(
        learning,
        CAUSES.map(({ key }) => split[key]),
      );

/** What was done; what comes next stands beside it in figures. */
function Bar({ parts }: { parts: readonly Part[] }) {
  return (
    <div className="split" aria-hidden="true">
      {parts.map((part) =>
        part.share > 0 ? (
          <i key={part.label} style={{ background: part.color, width: `${part.share * 100}%` }} />
        ) : null,
      )}
    </div>
  );
}

function Shares({ exploration }: { exploration: Exploration }) {
  return (
    <div>
      <table className="tbl xs" aria-label="What the posts were for">
        <thead>
          <tr>
            <th scope="col">For</th>
            <th scope="col" className="num">
              Done
            </th>
            <th scope="col" className="num">
              Coming
            </th>
          </tr>
        </thead>
        <tbody>
          {toParts(exploration).map((part) => (
            <tr key={part.label} style={{ "--row": "26px" } as CSSProperties}>
              <td>
                <span className="row" style={{ gap: 6 }}>
                  <svg width="9" height="9" aria-hidden="true">
                    <rect width="9" height="9" rx="2" style={{ fill: part.color }} />
                  </svg>
                  {part.label}
                </span>
              </td>
              <td className="num b">{part.done}</td>
              <td className="num t2">{part.planned}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {exploration.planned && exploration.planned.floor > 0 ? (
        <p className="t3 xs mt-2">
          A post left to chance counts as learning only where chance picks another variant than
          Bandwagon would have.
        </p>
      ) : null}
    </div>
  );
}
