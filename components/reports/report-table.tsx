import type { ReactNode } from "react";
import { RATE_NAMES, rateInWords } from "@/components/reports/report-words";
import { Arm } from "@/components/ui/arm";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Section } from "@/components/ui/section";
import { type Column, Table } from "@/components/ui/table";
import type { ReportRow } from "@/lib/contracts/reports";
import { countOf, orUnknown } from "@/lib/domain/report-words";
import type { MetricName } from "@/lib/platforms/entry";

type ReportTableProps = {
  title: string;
  what: string;
  rows: readonly ReportRow[];
  /** Between the title and the table. */
  above?: ReactNode;
};

const METRICS: readonly [MetricName, string][] = [
  ["views", "Views"],
  ["likes", "Likes"],
  ["comments", "Comments"],
  ["shares", "Shares"],
  ["saves", "Saves"],
  ["clicks", "Clicks"],
  ["conversions", "Conversions"],
];

/** Nothing is narrowed on paper: every row is there. */
export function ReportTable({ title, what, rows, above }: ReportTableProps) {
  const [first] = rows;
  if (!first) return null;
  const goals = new Set(rows.map((row) => row.rate.goal));
  const columns: Column<ReportRow>[] = [
    { key: "name", head: what, fill: true, cell: (row) => <Name row={row} /> },
    { key: "posts", head: "Posts", num: true, cell: (row) => row.posts },
    ...METRICS.map(([name, head]) => ({
      key: name,
      head,
      num: true,
      cell: (row: ReportRow) => orUnknown(row.counts[name]),
    })),
    {
      key: "rate",
      head: goals.size === 1 ? RATE_NAMES[first.rate.goal] : "Goal",
      num: true,
      cell: (row) => rateInWords(row.rate),
    },
  ];
  return (
    <Section title={title}>
      {above}
      <Table
        label={title}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.platform} ${row.letter} ${row.name} ${rows.indexOf(row)}`}
        phone={(row) => ({
          first: <Name row={row} />,
          aside: <b className="b">{rateInWords(row.rate)}</b>,
          second: `${countOf(row.posts, "post")}, ${orUnknown(row.counts.views)} views, ${orUnknown(row.counts.likes)} likes, ${orUnknown(row.counts.clicks)} clicks`,
        })}
      />
    </Section>
  );
}

function Name({ row }: { row: ReportRow }) {
  return (
    <span className="row">
      {row.platform ? <PlatformMark platform={row.platform} /> : null}
      {row.letter ? <Arm letter={row.letter} /> : null}
      <span className="report-name">{row.name}</span>
    </span>
  );
}
