import { toSpark } from "@/components/analytics/kpi-spark";
import { comparedInWords, kpiWords } from "@/components/analytics/kpi-words";
import { MetricHint } from "@/components/analytics/metric-hint";
import { METRIC_MEANINGS } from "@/components/analytics/metric-terms";
import { rateNotes } from "@/components/analytics/rate-notes";
import { Kpi, KpiRow, lookOfChange } from "@/components/ui/kpi";
import { Sparkline } from "@/components/ui/sparkline";
import type { SummaryKpi, SummaryView } from "@/lib/contracts/analytics";

type Key = SummaryKpi["key"];

type KpiCardsProps = {
  label: string;
  summary: SummaryView;
  keys: readonly Key[];
  /** What the figures are compared with: "the 28 days before". */
  before: string;
  /** What they are of, where nothing else on the page says it. */
  period?: string;
};

const COLUMNS = 4;

/** Key figures, each with its change and its shape. With one too many for even rows, the first is broad. */
export function KpiCards({ label, summary, keys, before, period }: KpiCardsProps) {
  const compared = comparedInWords(summary, before);
  const foot = [period, compared, rateNotes(summary.platforms, keys)].filter(Boolean).join(" ");
  const isBroad = keys.length % COLUMNS === COLUMNS - 1;
  return (
    <>
      <KpiRow label={label} columns={COLUMNS} isFirstBroad={isBroad}>
        {keys.map((key, index) => (
          <Card key={key} summary={summary} name={key} isBroad={isBroad && index === 0} />
        ))}
      </KpiRow>
      {foot ? <p className="kpis-foot">{foot}</p> : null}
    </>
  );
}

type CardProps = { summary: SummaryView; name: Key; isBroad: boolean };

function Card({ summary, name, isBroad }: CardProps) {
  const kpi = summary.kpis.find(({ key }) => key === name);
  if (!kpi) return null;
  const words = kpiWords(kpi);
  const spark = kpi.value === null ? null : toSpark(summary, name);
  return (
    <Kpi
      label={
        <>
          {METRIC_MEANINGS[name].name}
          <MetricHint metric={name} />
        </>
      }
      // The exact number is on the element too: what is written may be rounded.
      value={
        <span data-testid={`kpi-${name}`} data-value={kpi.value ?? ""}>
          {words.value}
        </span>
      }
      change={words.change ?? undefined}
      changeIs={lookOfChange(words.change)}
      note={words.note}
      chart={spark ? <Sparkline {...spark} width={isBroad ? 168 : 72} /> : null}
    />
  );
}
