import {
  changeInPercent,
  changeInPoints,
  inPercent,
  orUnknown,
} from "@/components/analytics/figures-in-words";
import { MetricHint } from "@/components/analytics/metric-hint";
import { Kpi } from "@/components/ui/kpi";
import type { SummaryKpi, SummaryView } from "@/lib/contracts/analytics";

interface Look {
  label: string;
  text: (value: number | null) => string;
  change: (kpi: SummaryKpi) => string | null;
}

const count = (label: string): Look => ({
  label,
  text: orUnknown,
  change: ({ value, before }) => changeInPercent(value, before),
});
const share = (label: string): Look => ({
  label,
  text: inPercent,
  change: ({ value, before }) => changeInPoints(value, before, 100),
});

const LOOKS: Record<SummaryKpi["key"], Look> = {
  views: count("Views"),
  engagements: count("Interactions"),
  engagementRate: share("Engagement rate"),
  clicks: count("Clicks"),
  clickRate: share("Clicks per view"),
  conversions: count("Conversions"),
  posts: count("Posts out"),
};

type ResultsKpisProps = {
  summary: SummaryView;
  /** What the figures are compared with: "the 28 days before". */
  before: string;
};

/** Three that say how it goes, four that say where from. */
export function ResultsKpis({ summary, before }: ResultsKpisProps) {
  return (
    <section className="kpis is-seven" aria-label="Key figures">
      {summary.kpis.map((kpi) => (
        <OneKpi key={kpi.key} kpi={kpi} before={summary.before ? before : null} />
      ))}
    </section>
  );
}

function OneKpi({ kpi, before }: { kpi: SummaryKpi; before: string | null }) {
  const look = LOOKS[kpi.key];
  const change = look.change(kpi);
  return (
    <Kpi
      label={
        <>
          {look.label}
          <MetricHint metric={kpi.key} />
        </>
      }
      // The exact number is on the element too: what is written may be rounded.
      value={
        <span data-testid={`kpi-${kpi.key}`} data-value={kpi.value ?? ""}>
          {look.text(kpi.value)}
        </span>
      }
      change={change ?? undefined}
      changeIs={change?.startsWith("−") ? "bad" : "good"}
      note={noteOf(kpi, look, before)}
      spark={kpi.value !== null && kpi.spark.some((each) => each !== 0) ? kpi.spark : undefined}
    />
  );
}

function noteOf({ value, before }: SummaryKpi, { text }: Look, time: string | null) {
  if (value === null) return "Not told by these platforms";
  if (time === null) return null;
  if (before === null) return "Nothing to compare with yet";
  if (before === 0) return value === 0 ? `None in ${time}` : `From none in ${time}`;
  return (
    <>
      from {text(before)}
      <span className="d-only"> in {time}</span>
    </>
  );
}
