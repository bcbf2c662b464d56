import {
  inFigures,
  orDash,
  RATE_NAMES,
  rangeInWords,
  rateInWords,
} from "@/components/analytics/figures-in-words";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import type { SummaryView } from "@/lib/contracts/analytics";

/** The exact number is on the element too: what is written may be rounded. */
function Value({ name, number, text }: { name: string; number: number | null; text: string }) {
  return (
    <span data-testid={`kpi-${name}`} data-value={number ?? ""}>
      {text}
    </span>
  );
}

const COUNTS = [
  ["views", "Views"],
  ["likes", "Likes"],
  ["comments", "Comments"],
  ["clicks", "Clicks"],
] as const;

export function ResultsKpis({ summary }: { summary: SummaryView }) {
  const { counts, posts, rate } = summary.totals;
  const range = rangeInWords(rate);
  const perPost = (count: number | null) =>
    count !== null && posts > 0 ? `${inFigures(count / posts)} a post` : "";
  return (
    <KpiRow label="Totals" columns={6}>
      {COUNTS.map(([name, label]) => (
        <Kpi
          key={name}
          label={label}
          value={<Value name={name} number={counts[name]} text={orDash(counts[name])} />}
          note={perPost(counts[name])}
        />
      ))}
      <Kpi
        label={RATE_NAMES[rate.goal]}
        value={<Value name="rate" number={rate.value} text={rateInWords(rate)} />}
        note={range ?? "Not measured yet"}
      />
      <Kpi
        label="Posts out"
        value={<Value name="posts" number={posts} text={inFigures(posts)} />}
        note={summary.sandbox ? "In the sandbox" : "On real accounts"}
      />
    </KpiRow>
  );
}
