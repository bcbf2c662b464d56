import { inFigures } from "@/components/reports/report-words";
import { Figure } from "@/components/ui/figure";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { SeriesPoint } from "@/lib/contracts/analytics";
import type { ReportView } from "@/lib/contracts/reports";

const WIDTH = 720;
const HEIGHT = 180;
const LEFT = 52;
const BOTTOM = 22;
const TOP = 8;

const STEPS = { quarter: "quarter of an hour", hour: "hour", day: "day", week: "week" } as const;

/** Views over time: one line, drawn once, since paper does not answer. */
export function ReportChart({ report }: { report: ReportView }) {
  const { points, bucket } = report.series;
  const total = points.reduce((sum, point) => sum + point.views, 0);
  if (points.length < 2) return null;
  const most = Math.max(1, ...points.map((point) => point.views));
  const least = Math.min(0, ...points.map((point) => point.views));
  const x = (index: number) => LEFT + (index * (WIDTH - LEFT - 8)) / (points.length - 1);
  const y = (views: number) =>
    TOP + ((most - views) * (HEIGHT - TOP - BOTTOM)) / Math.max(1, most - least);
  const line = points.map((point, i) => `${x(i).toFixed(1)},${y(point.views).toFixed(1)}`);
  const first = points[0]?.at ?? report.to;
  const last = points.at(-1)?.at ?? report.to;
  return (
    <Figure
      finding={`${inFigures(total)} views in this period`}
      unit={`Views by ${STEPS[bucket]}, ${report.timeZone}`}
      table={<SeriesTable points={points} zone={report.timeZone} />}
    >
      <svg
        className="report-chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Views by ${STEPS[bucket]}: ${inFigures(total)} in all, ${inFigures(most)} at most.`}
      >
        {[0, most / 2, most].map((level) => (
          <g key={level}>
            <line x1={LEFT} x2={WIDTH} y1={y(level)} y2={y(level)} stroke="var(--line)" />
            <text x={LEFT - 8} y={y(level) + 4} textAnchor="end">
              {inFigures(level)}
            </text>
          </g>
        ))}
        <polyline points={line.join(" ")} fill="none" stroke="var(--action)" strokeWidth="2" />
      </svg>
      <p className="row xs t3">
        <Time at={first} zone={report.timeZone} format="date" />
        <span className="push">
          <Time at={last} zone={report.timeZone} format="date" />
        </span>
      </p>
    </Figure>
  );
}

function SeriesTable({ points, zone }: { points: readonly SeriesPoint[]; zone: string }) {
  const columns: Column<SeriesPoint>[] = [
    { key: "at", head: "From", cell: (point) => <Time at={point.at} zone={zone} /> },
    { key: "views", head: "Views", num: true, cell: (point) => inFigures(point.views) },
    {
      key: "engagements",
      head: "Interactions",
      num: true,
      cell: (point) => inFigures(point.engagements),
    },
    { key: "clicks", head: "Clicks", num: true, cell: (point) => inFigures(point.clicks) },
  ];
  return <Table label="Over time" columns={columns} rows={points} rowKey={(point) => point.at} />;
}
