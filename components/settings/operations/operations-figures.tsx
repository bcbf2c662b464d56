import { Bars } from "@/components/settings/operations/bars";
import {
  bucketWords,
  countOf,
  inTime,
  isFew,
  latenessWords,
} from "@/components/settings/operations/operations-words";
import { Figure } from "@/components/ui/figure";
import { Table } from "@/components/ui/table";
import { formatInZone } from "@/components/ui/zoned-format";
import type { OperationsView } from "@/lib/contracts/operations";

/** How long after their time posts went out. */
export function LatenessFigure({ lateness }: { lateness: OperationsView["lateness"] }) {
  const { count, held, p95, p99, buckets } = lateness;
  const finding = latenessWords(lateness);
  const kept =
    held > 0
      ? ` ${countOf(held, "post")} that a person kept ${held === 1 ? "is" : "are"} left out.`
      : "";
  const shares = !isFew(count) ? ` 95 in 100: ${inTime(p95)}, 99 in 100: ${inTime(p99)}.` : "";
  const rows = buckets.map((bucket, nth) => ({ ...bucket, words: bucketWords(nth) }));
  return (
    <Figure
      finding={finding}
      unit={`After their time, last 24 hours.${shares}${kept}`}
      table={
        <Table
          label="Posts by lateness"
          rows={rows}
          rowKey={({ words }) => words}
          columns={[
            {
              key: "upTo",
              head: "Late by",
              cell: ({ words, upTo }) => (upTo === null ? "Longer" : `Up to ${words}`),
            },
            { key: "count", head: "Posts", num: true, cell: (row) => row.count },
          ]}
        />
      }
    >
      <Bars
        label={isFew(count) ? `${finding}.` : `${finding}, 95 in 100 within ${inTime(p95)}.`}
        withValues
        bars={rows.map(({ words, count: value }) => ({
          ...{ key: words, value, label: words },
          tip: `${words}: ${countOf(value, "post")}`,
        }))}
      />
    </Figure>
  );
}

type HoursFigureProps = { hours: OperationsView["hours"]; zone: string };

/** What went out in each hour, and what failed. */
export function HoursFigure({ hours, zone }: HoursFigureProps) {
  const published = hours.reduce((sum, hour) => sum + hour.published, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const finding =
    failed > 0
      ? `${countOf(published, "post")} out, ${failed.toLocaleString("en-GB")} failed`
      : `${countOf(published, "post")} out, none failed`;
  const time = (at: string) => formatInZone(at, zone, "time");
  return (
    <Figure
      finding={finding}
      unit={`Posts an hour, last 24 hours, ${zone}.${failed > 0 ? " Red: failed." : ""}`}
      table={
        <Table
          label="Posts by hour; hours without any are left out"
          rows={hours.filter((hour) => hour.published + hour.failed > 0)}
          rowKey={({ at }) => at}
          columns={[
            { key: "at", head: "From", cell: ({ at }) => formatInZone(at, zone, "day-time") },
            { key: "out", head: "Out", num: true, cell: (row) => row.published },
            { key: "failed", head: "Failed", num: true, cell: (row) => row.failed },
          ]}
        />
      }
    >
      <Bars
        label={`${finding} in the last 24 hours.`}
        unit="in one hour at most"
        bars={hours.map(({ at, published: value, failed: bad }, nth) => ({
          ...{ key: at, value, bad, isSpare: nth % 6 !== 0 },
          label: nth % 3 === 0 ? time(at) : "",
          tip: `${time(at)}: ${countOf(value, "post")} out${bad > 0 ? `, ${bad} failed` : ""}`,
        }))}
      />
    </Figure>
  );
}
