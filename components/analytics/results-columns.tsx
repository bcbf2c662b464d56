import type { ReactNode } from "react";
import {
  countOf,
  countOrUnknown,
  orUnknown,
  rateInWords,
} from "@/components/analytics/figures-in-words";
import { MetricHint } from "@/components/analytics/metric-hint";
import type { MetricTerm } from "@/components/analytics/metric-terms";
import { RangeBar } from "@/components/analytics/range-bar";
import type { Column } from "@/components/ui/table";
import type { Group } from "@/lib/contracts/analytics";
import { rangeInWords } from "@/lib/domain/percent-words";
import type { MetricName } from "@/lib/platforms/entry";

const METRICS: readonly [MetricName, string][] = [
  ["views", "Views"],
  ["likes", "Likes"],
  ["comments", "Comments"],
  ["shares", "Shares"],
  ["saves", "Saves"],
  ["clicks", "Clicks"],
  ["conversions", "Conversions"],
];

const RATE_TERMS: Record<Group["rate"]["goal"], MetricTerm> = {
  reach: "reach",
  engagement: "engagementRate",
  ctr: "clickRate",
};

const Head = ({ children, metric }: { children: ReactNode; metric: MetricTerm }) => (
  <span className="term">
    {children}
    <MetricHint metric={metric} />
  </span>
);

/** The figures of a group, metric by metric, and the rate of the goal with its range. */
export function figureColumns<Row extends Group>(
  rows: readonly Row[],
  rateName: string,
): Column<Row>[] {
  const max = Math.max(0, ...rows.map((row) => row.rate.high ?? 0));
  const goal = rows[0]?.rate.goal ?? "engagement";
  return [
    { key: "posts", head: <Head metric="posts">Posts</Head>, num: true, cell: (row) => row.posts },
    ...METRICS.map(([name, head]) => ({
      key: name,
      head: <Head metric={name}>{head}</Head>,
      num: true,
      cell: (row: Row) => <Figure name={name} count={row.counts[name]} />,
    })),
    {
      key: "rate",
      head: <Head metric={RATE_TERMS[goal]}>{rateName}</Head>,
      num: true,
      cell: (row) => (
        <span className="row" style={{ justifyContent: "flex-end" }}>
          {max > 0 ? <RangeBar rate={row.rate} max={max} /> : null}
          <b className="b" style={{ minWidth: 44 }}>
            {rateInWords(row.rate)}
          </b>
        </span>
      ),
    },
  ];
}

function Figure({ name, count }: { name: MetricName; count: number | null }) {
  return (
    <span data-metric={name} className={count === null ? "t3" : undefined}>
      {orUnknown(count)}
    </span>
  );
}

/** The row's figures in one line, for phones. */
export function inShort(row: Group): ReactNode {
  const range = rangeInWords(row.rate);
  const parts = [
    countOf(row.posts, "post"),
    countOrUnknown(row.counts.likes, "like"),
    countOrUnknown(row.counts.clicks, "click"),
  ];
  return `${parts.join(", ")}${range ? `. 90% range ${range}` : ""}`;
}

export const aside = ({ counts: { views }, rate }: Group) => (
  <span className="nw">
    {countOrUnknown(views, "view")}{" "}
    {rate.value === null ? null : <b className="b">{rateInWords(rate)}</b>}
  </span>
);
