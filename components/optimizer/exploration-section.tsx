import { percent, ratioWords } from "@/components/optimizer/ratio-words";
import { Section } from "@/components/ui/section";
import type { DecisionKind, OptimizerPanel } from "@/lib/contracts/optimizer";

type Exploration = OptimizerPanel["exploration"];

const PARTS: readonly { kind: DecisionKind; label: string; color: string }[] = [
  { kind: "exploit", label: "Best so far", color: "var(--action)" },
  { kind: "explore", label: "Worth learning", color: "var(--auto-edge)" },
  { kind: "cold_start", label: "First tries", color: "var(--heat-4)" },
  { kind: "override", label: "People", color: "var(--ink)" },
  { kind: "rotation", label: "Taking turns", color: "var(--ink-3)" },
];

/** Learning : earning of the latest decisions, in numbers, words and a bar. */
export function ExplorationSection({ exploration }: { exploration: Exploration }) {
  const { decisions } = exploration;
  const note = `last ${decisions} ${decisions === 1 ? "decision" : "decisions"}`;
  return (
    <Section
      title="Learning or earning"
      note={decisions > 0 ? <span className="xs">{note}</span> : undefined}
    >
      <Ratio exploration={exploration} />
      {decisions > 0 ? <Shares exploration={exploration} /> : null}
    </Section>
  );
}

function Ratio({ exploration }: { exploration: Exploration }) {
  const { ratio, plannedRatio, explored, exploited, kinds } = exploration;
  const planned = plannedRatio === null ? null : `planned ${percent(plannedRatio)}`;
  if (ratio === null) {
    return (
      <p className="t2" data-testid="optimizer-ratio">
        Bandwagon has chosen nothing here yet, 0 : 0{planned ? `; ${planned}` : ""}.
      </p>
    );
  }
  const byOthers = kinds.override + kinds.rotation;
  return (
    <div data-testid="optimizer-ratio">
      <div className="row wrap" style={{ alignItems: "baseline", marginBottom: 4 }}>
        <span style={BIG}>{percent(ratio)}</span>
        <span className="t2">of posts went to learning{planned ? `; ${planned}` : ""}</span>
      </div>
      <p className="t3 xs" style={{ marginBottom: 8 }}>
        Learning : earning {ratioWords(explored, exploited)}.
        {byOthers > 0 ? <span className="t3"> {leftOut(byOthers)}</span> : null}
      </p>
    </div>
  );
}

function leftOut(posts: number): string {
  return posts === 1
    ? "One post that Bandwagon did not choose is left out."
    : `${posts} posts that Bandwagon did not choose are left out.`;
}

const BIG = {
  fontSize: 28,
  lineHeight: "32px",
  fontWeight: 560,
  letterSpacing: "-.028em",
  fontVariantNumeric: "proportional-nums",
} as const;

const LEGEND = {
  display: "grid",
  gridTemplateColumns: "1fr 1fr",
  gap: "6px 16px",
  marginTop: 10,
} as const;

function Shares({ exploration }: { exploration: Exploration }) {
  const parts = PARTS.map((part) => ({
    ...part,
    share: exploration.kinds[part.kind] / exploration.decisions,
  })).filter((part) => part.share > 0);
  const words = parts.map((part) => `${percent(part.share)} ${part.label.toLowerCase()}`);
  return (
    <>
      <div className="split" role="img" aria-label={words.join(", ")}>
        {parts.map((part) => (
          <i key={part.kind} style={{ background: part.color, width: `${part.share * 100}%` }} />
        ))}
      </div>
      <ul className="xs" style={LEGEND}>
        {parts.map((part) => (
          <li className="row" style={{ gap: 4 }} key={part.kind}>
            <svg width="9" height="9" aria-hidden="true">
              <rect width="9" height="9" rx="2" style={{ fill: part.color }} />
            </svg>
            <span>{part.label}</span>
            <b className="b push">{percent(part.share)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
