import { showCount } from "@/components/optimizer/figure-words";
import { Figure } from "@/components/ui/figure";
import { Section } from "@/components/ui/section";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";
import { claimGain, formatGain, type GainClaim } from "@/lib/domain/bandit/claim-words";

type EvenSplit = NonNullable<OptimizerPanel["evenSplit"]>;

/** While variants take turns there is nothing to tell, but for what was steered before. */
const hasSteered = ({ settings }: OptimizerPanel, evenSplit: EvenSplit): boolean =>
  settings.algorithm !== "round_robin" || ["more", "less"].includes(claimGain(evenSplit));

/** What an even split would have got, against what was got, with the range of the difference. */
export function EvenSplitFigure({ panel }: { panel: OptimizerPanel }) {
  const { evenSplit, reward } = panel;
  if (!evenSplit || !hasSteered(panel, evenSplit)) return null;
  const noun = reward.noun.charAt(0).toUpperCase() + reward.noun.slice(1);
  const claim = claimGain(evenSplit);
  return (
    <Section>
      <Figure
        finding={FINDINGS[claim](evenSplit)}
        unit={`${noun} of the newest ${showCount(panel.posts)} posts with results${claim === "same" ? "" : ", with 90% ranges"}`}
        byAuto={claim === "more" && evenSplit.ownOnly}
      >
        <Amounts evenSplit={evenSplit} />
        {claim === "same" ? null : <GainStrip evenSplit={evenSplit} />}
        <p className="t3 xs" style={{ marginTop: 8, textWrap: "pretty" }}>
          {claim === "same"
            ? "So far every variant had as many posts as the others: this is an even split."
            : `The ${claim === "open" ? "range" : "gain"} compares what these posts tell of each variant, as if every post had been seen equally often; older ones count in full here, so it is not quite the dots. The points are those counted, luck included, and the same less the gain.`}
          {evenSplit.ownOnly || claim === "same"
            ? null
            : " People or turns decided some of these posts."}
        </p>
      </Figure>
    </Section>
  );
}

const FINDINGS: Record<GainClaim, (evenSplit: EvenSplit) => string> = {
  same: () => "No difference to an even split yet",
  open: () => "No difference to an even split can be told yet",
  more: ({ lift }) => `These posts likely earned ${formatGain(lift)} more than an even split`,
  less: ({ lift }) => `These posts likely earned ${formatGain(lift)} less than an even split`,
};

const ROW = { display: "flex", justifyContent: "space-between", alignItems: "baseline", gap: 12 };

/** Both amounts are of the same posts, so that they differ by the gain and nothing else. */
function Amounts({ evenSplit }: { evenSplit: EvenSplit }) {
  const { actual, expected, low, high } = evenSplit;
  const even = (gain: number) => showCount(Math.round(actual / (1 + gain)));
  const claim = claimGain(evenSplit);
  const range = `${even(high)} to ${even(low)}`;
  // A single figure would look like a loss or a gain where none can be told.
  const isTold = claim === "more" || claim === "less";
  return (
    <dl className="grid gap-1">
      <div style={ROW}>
        <dt className="t2">As posted</dt>
        <dd className="b" style={{ fontSize: 15 }}>
          {showCount(Math.round(actual))}
        </dd>
      </div>
      {claim === "same" ? null : (
        <div style={ROW}>
          <dt className="t2">With an even split</dt>
          <dd style={{ textAlign: "right" }}>
            <span className="m" style={{ fontSize: 15 }}>
              {isTold ? `about ${showCount(Math.round(expected))}` : range}
            </span>
            {isTold ? <span className="t3 xs block">{range}</span> : null}
          </dd>
        </div>
      )}
    </dl>
  );
}

const HEIGHT = 50;
const BASE = 22;

/** The gain in percent on one axis, where 0 is an even split. A dot only where a gain can be told. */
function GainStrip({ evenSplit }: { evenSplit: EvenSplit }) {
  const { lift, low, high } = evenSplit;
  const from = Math.min(0, low);
  const span = Math.max(Math.max(0, high) - from, 0.02);
  const at = (value: number) => `${(15 + ((value - from) / span) * 70).toFixed(2)}%`;
  // Marigold is a ground and has too little contrast as a line: its edge draws.
  const color = low > 0 ? "var(--auto-edge)" : "var(--ink-3)";
  const isTold = low > 0 || high < 0;
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
      {isTold ? (
        <>
          <circle
            cx={at(lift)}
            cy={BASE}
            r="5"
            style={{ fill: color, stroke: "var(--surface)", strokeWidth: 2 }}
          />
          <text
            className="lab"
            x={at(lift)}
            y={BASE - 10}
            textAnchor="middle"
            style={{ fontSize: 12 }}
          >
            {signed(lift)}
          </text>
        </>
      ) : null}
    </svg>
  );
}

function signed(value: number): string {
  const size = formatGain(value);
  if (size === "0%" || size.startsWith("under")) return size;
  return `${value > 0 ? "+" : "−"}${size}`;
}
