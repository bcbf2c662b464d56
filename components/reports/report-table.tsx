import type { ReactNode } from "react";
import { RATE_NAMES, rateInWords } from "@/components/reports/report-words";
import { Arm } from "@/components/ui/arm";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Section } from "@/components/ui/section";
import { type Column, Table } from "@/components/ui/table";
import type { ReportRow } from "@/lib/contracts/reports";
import { rangeInWords } from "@/lib/domain/percent-words";
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
      cell: (row) => <Rate rate={row.rate} />,
    },
  ];
  return (
    <Section title={title} note={rows.some(({ rate }) => rangeInWords(rate)) ? RANGE_NOTE : null}>
      {above}
      <Table
        label={title}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.platform} ${row.letter} ${row.name} ${rows.indexOf(row)}`}
        phone={(row) => ({
          first: <Name row={row} />,
          aside: <b className="b">{rateInWords(row.rate)}</b>,
          second: inShort(row),
        })}
      />
    </Section>
  );
}

const RANGE_NOTE = "Below each rate its 90% range";

function Rate({ rate }: Pick<ReportRow, "rate">) {
  const range = rangeInWords(rate);
  return (
    <>
      {rateInWords(rate)}
      {range ? <span className="report-range">{range}</span> : null}
    </>
  );
}

/** The row's figures in one line, for phones. */
function inShort({ posts, counts, rate }: ReportRow): string {
  const range = rangeInWords(rate);
  const figures = `${countOf(posts, "post")}, ${orUnknown(counts.views)} views, ${orUnknown(counts.likes)} likes, ${orUnknown(counts.clicks)} clicks`;
  return range ? `${figures}. 90% range ${range}` : figures;
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
