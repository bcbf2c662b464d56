import {
  countOf,
  countOrUnknown,
  inFigures,
  UNKNOWN,
} from "@/components/analytics/figures-in-words";
import type { HeatCell } from "@/components/analytics/heat-scale";
import { slotWords } from "@/components/analytics/heat-words";
import { type Column, Table } from "@/components/ui/table";
import type { HeatMapView } from "@/lib/contracts/analytics";

type Row = HeatCell & { slot: number };

function columnsOf({ views, clicks }: HeatMapView["told"]): readonly Column<Row>[] {
  const count = (value: number, isTold: boolean) => (isTold ? inFigures(value) : UNKNOWN);
  return [
    { key: "slot", head: "Hour", cell: ({ slot }) => slotWords(slot) },
    { key: "views", head: "Views", num: true, cell: (row) => count(row.views, views) },
    {
      key: "engagements",
      head: "Interactions",
      num: true,
      cell: ({ engagements }) => inFigures(engagements),
    },
    { key: "clicks", head: "Clicks", num: true, cell: (row) => count(row.clicks, clicks) },
    { key: "posts", head: "Posts out", num: true, cell: ({ posts }) => inFigures(posts) },
  ];
}

type HeatTableProps = { week: readonly (HeatCell | null)[]; told: HeatMapView["told"] };

/** The hours in which something came in. */
export function HeatTable({ week, told }: HeatTableProps) {
  const rows = week.flatMap((cell, slot) => (cell ? [{ ...cell, slot }] : []));
  return (
    <>
      <Table
        label="Results by hour of the week"
        columns={columnsOf(told)}
        rows={rows}
        rowKey={({ slot }) => String(slot)}
        phone={(row) => ({
          first: slotWords(row.slot),
          aside: countOrUnknown(told.views ? row.views : null, "view"),
          second: (
            <span className="t2 xs">
              {countOf(row.engagements, "interaction")},{" "}
              {countOrUnknown(told.clicks ? row.clicks : null, "click")},{" "}
              {countOf(row.posts, "post")} out
            </span>
          ),
        })}
      />
      <p className="t3 mt-2">Hours that are left out brought nothing.</p>
    </>
  );
}
