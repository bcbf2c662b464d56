import { showCount, showShare } from "@/components/optimizer/figure-words";
import { Figure } from "@/components/ui/figure";
import { Section } from "@/components/ui/section";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";

type EvenSplit = NonNullable<OptimizerPanel["evenSplit"]>;

/** While variants take turns there is nothing to tell, but for what was steered before. */
const hasSteered = ({ settings }: OptimizerPanel, { low, high }: EvenSplit): boolean =>
  settings.algorithm !== "round_robin" || low > 0 || high < 0;

/** What an even split would have got, against what was got, with the range of the difference. */
export function EvenSplitFigure({ panel }: { panel: OptimizerPanel }) {
  const { evenSplit, reward } = panel;
  if (!evenSplit || !hasSteered(panel, evenSplit)) return null;
  const noun = reward.noun.charAt(0).toUpperCase() + reward.noun.slice(1);
  return (
    <Section>
      <Figure
        finding={toFinding(evenSplit)}
        unit={`${noun} of the newest ${showCount(panel.posts)} posts with results, with 95% ranges`}
        byAuto={evenSplit.low > 0 && evenSplit.ownOnly}
      >
        <Amounts evenSplit={evenSplit} />
        <GainStrip evenSplit={evenSplit} />
        <p className="t3 xs" style={{ marginTop: 8, textWrap: "pretty" }}>
          The gain compares what is believed of each variant. What single posts owed to luck, good
          or bad, is not counted as gain.
          {evenSplit.ownOnly ? null : " People or turns decided some of these posts."}
        </p>
      </Figure>
    </Section>
  );
}

const ROW = { display: "flex", justifyContent: "space-between", alignItems: "baseline", gap: 12 };

/** Both amounts are of the same posts, so that they differ by the gain and nothing else. */
function Amounts({ evenSplit: { actual, expected, low, high } }: { evenSplit: EvenSplit }) {
  const even = (gain: number) => showCount(Math.round(actual / (1 + gain)));
  return (
    <dl className="grid gap-1">
      <div style={ROW}>
        <dt className="t2">As posted</dt>
        <dd className="b" style={{ fontSize: 15 }}>
          {showCount(Math.round(actual))}
        </dd>
      </div>
      <div style={ROW}>
        <dt className="t2">With an even split</dt>
        <dd style={{ textAlign: "right" }}>
          <span className="m" style={{ fontSize: 15 }}>
            about {showCount(Math.round(expected))}
          </span>
          <span className="t3 xs block">
            {even(high)} to {even(low)}
          </span>
        </dd>
      </div>
    </dl>
  );
}

function toFinding({ lift, low, high }: EvenSplit): string {
  const size = showShare(Math.abs(lift));
  if (low > 0) return `These posts earned about ${size} more than an even split`;
  if (high < 0) return `These posts earned about ${size} less than an even split`;
  return "These posts and an even split can’t be told apart yet";
}

const HEIGHT = 50;
const BASE = 22;

/** The gain in percent on one axis, where 0 is an even split. */
function GainStrip({ evenSplit }: { evenSplit: EvenSplit }) {
  const { lift, low, high } = evenSplit;
  const from = Math.min(0, low);
  const span = Math.max(Math.max(0, high) - from, 0.02);
  const at = (value: number) => `${(15 + ((value - from) / span) * 70).toFixed(2)}%`;
  // Marigold is a ground and has too little contrast as a line: its edge draws.
  const color = low > 0 ? "var(--auto-edge)" : "var(--ink-3)";
  return (
    <svg
      className="ch"
      width="100%"
      height={HEIGHT}
      style={{ marginTop: 8 }}
      role="img"
      aria-label={evenSplit.words}
    >
      <line className="axis" x1={at(0)} x2={at(0)} y1="4" y2={HEIGHT - 14} />
      <text x={at(0)} y={HEIGHT - 2} textAnchor="middle">
        Even split
      </text>
      <line
        x1={at(low)}
        x2={at(high)}
        y1={BASE}
        y2={BASE}
        style={{ stroke: color, strokeWidth: 4, strokeLinecap: "round" }}
      />
      <text x={at(low)} dx="-8" y={BASE + 4} textAnchor="end">
        {signed(low)}
      </text>
      <text x={at(high)} dx="8" y={BASE + 4}>
        {signed(high)}
      </text>
      <circle
        cx={at(lift)}
        cy={BASE}
        r="5"
        style={{ fill: color, stroke: "var(--surface)", strokeWidth: 2 }}
      />
      <text className="lab" x={at(lift)} y={BASE - 10} textAnchor="middle" style={{ fontSize: 12 }}>
        {signed(lift)}
      </text>
    </svg>
  );
}

function signed(value: number): string {
  const size = showShare(Math.abs(value));
  if (size === "0%" || size.startsWith("<")) return size;
  return `${value > 0 ? "+" : "−"}${size}`;
}
