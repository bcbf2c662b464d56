"use client";

import { stepInView } from "@/components/analytics/drawn-series";
import { inFigures, UNKNOWN } from "@/components/analytics/figures-in-words";
import { useMoreRows } from "@/components/analytics/more-rows";
import { isTold, SERIES } from "@/components/analytics/results-series";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { PostMark, SeriesPoint, SummaryView } from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

/** What the chart shows, as figures and as a list of the posts marked on it. */
export function ChartTables({ summary }: { summary: SummaryView }) {
  return (
    <div className="grid gap-4">
      <StepsTable summary={summary} />
      {summary.marks.length > 0 ? <PostsTable summary={summary} /> : null}
    </div>
  );
}

function StepsTable({ summary }: { summary: SummaryView }) {
  const { points } = summary.series;
  const { shown, more } = useMoreRows(
    points.filter((point) => SERIES.some(({ value }) => point[value] !== 0)).toReversed(),
  );
  return (
    <div>
      <Table<SeriesPoint>
        label="What came in over time, the latest first; times without any are left out"
        rows={shown}
        rowKey={(row) => row.at}
        columns={[
          {
            key: "at",
            head: "From",
            cell: (row) => stepInView(Date.parse(row.at), summary),
          },
          ...SERIES.map(({ value, label }) => ({
            key: value,
            head: label,
            num: true,
            cell: (row: SeriesPoint) => (isTold(summary, value) ? inFigures(row[value]) : UNKNOWN),
          })),
        ]}
      />
      {more}
    </div>
  );
}

function PostsTable({ summary }: { summary: SummaryView }) {
  const { shown, more } = useMoreRows(summary.marks.toReversed());
  return (
    <div>
      <Table<PostMark>
        label="Posts that went out, the latest first"
        rows={shown}
        rowKey={(row) => row.postId}
        rowHref={(row) => `/posts/${row.postId}`}
        columns={[
          {
            key: "title",
            head: "Post",
            fill: true,
            cell: (row) => <span className="cut block">{row.title}</span>,
          },
          { key: "platform", head: "Platform", cell: (row) => catalog[row.platform].label },
          {
            key: "at",
            head: "Went out",
            cell: (row) => <Time at={row.at} zone={summary.timeZone} now={summary.now} />,
          },
        ]}
      />
      {more}
    </div>
  );
}
