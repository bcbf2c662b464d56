export interface Bar {
  key: string;
  value: number;
  /** A part of it that went wrong, drawn on top. */
  bad?: number;
  /** In the tip: "14:00, 12 posts". */
  tip: string;
  /** Below; empty where there is no room for one. */
  label: string;
  /** The label is dropped on a phone. */
  isSpare?: boolean;
}

type BarsProps = {
  /** The finding in one sentence, for people who do not see the chart. */
  label: string;
  /** After the figure of the highest bar: "in one hour at most". Not where each has its own. */
  unit?: string;
  bars: readonly Bar[];
  /** Every bar carries its figure, where there are few. */
  withValues?: boolean;
};

const HEIGHT = 128;

/** One bar a step, drawn for the width it has; the highest tells the scale. */
export function Bars({ label, unit, bars, withValues }: BarsProps) {
  const high = Math.max(0, ...bars.map(({ value, bad = 0 }) => value + bad));
  if (high === 0) return <p className="t2">There is nothing to draw yet.</p>;
  const columns = {
    display: "grid",
    gridTemplateColumns: `repeat(${bars.length}, minmax(0, 1fr))`,
  };
  return (
    <div role="img" aria-label={label}>
      {unit ? (
        <div className="t3 xs" style={{ borderBottom: "1px dashed var(--line)" }}>
          {high.toLocaleString("en-GB")} {unit}
        </div>
      ) : null}
      <div
        style={{
          ...columns,
          gap: withValues ? 8 : 2,
          height: unit ? HEIGHT : HEIGHT + 18,
          borderBottom: "1px solid var(--ink-3)",
        }}
      >
        {bars.map((bar) => (
          <Column key={bar.key} bar={bar} high={high} withValue={withValues} />
        ))}
      </div>
      <div className="t3 xs" style={{ ...columns, paddingTop: 4 }}>
        {bars.map(({ key, label: text, isSpare }) => (
          <span key={key} className="nw" style={{ textAlign: withValues ? "center" : "left" }}>
            <span className={isSpare ? "max-md:hidden" : undefined}>{text}</span>
          </span>
        ))}
      </div>
    </div>
  );
}

function Column({ bar, high, withValue }: { bar: Bar; high: number; withValue?: boolean }) {
  const { value, bad = 0, tip } = bar;
  const share = (part: number) => `${(part / high) * (withValue ? 82 : 100)}%`;
  return (
    <div
      title={tip}
      style={{
        display: "flex",
        flexDirection: "column",
        justifyContent: "flex-end",
        height: "100%",
      }}
    >
      {withValue && value > 0 ? (
        <span className="t2 xs" style={{ textAlign: "center" }}>
          {value.toLocaleString("en-GB")}
        </span>
      ) : null}
      {bad > 0 ? (
        <i
          style={{
            height: share(bad),
            minHeight: 3,
            background: "var(--danger)",
            borderBottom: "1px solid var(--surface)",
          }}
        />
      ) : null}
      <i
        style={{
          height: share(value),
          minHeight: value > 0 ? 2 : 0,
          background: "var(--action)",
          borderRadius: "1px 1px 0 0",
        }}
      />
    </div>
  );
}
