import { inFigures } from "@/components/analytics/figures-in-words";
import type { HeatCell } from "@/components/analytics/heat-scale";
import { slotWords } from "@/components/analytics/heat-words";
import { type Column, Table } from "@/components/ui/table";

type Row = HeatCell & { slot: number };

const COLUMNS: readonly Column<Row>[] = [
  { key: "slot", head: "Hour", cell: ({ slot }) => slotWords(slot) },
  { key: "views", head: "Views", num: true, cell: ({ views }) => inFigures(views) },
  {
    key: "engagements",
    head: "Interactions",
    num: true,
    cell: ({ engagements }) => inFigures(engagements),
  },
  { key: "clicks", head: "Clicks", num: true, cell: ({ clicks }) => inFigures(clicks) },
  { key: "posts", head: "Posts out", num: true, cell: ({ posts }) => inFigures(posts) },
];

/** The hours in which something came in. */
export function HeatTable({ week }: { week: readonly (HeatCell | null)[] }) {
  const rows = week.flatMap((cell, slot) => (cell ? [{ ...cell, slot }] : []));
  return (
    <>
      <Table
        label="Results by hour of the week"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ slot }) => String(slot)}
        phone={(row) => ({
          first: slotWords(row.slot),
          aside: `${inFigures(row.views)} views`,
          second: (
            <span className="t2 xs">
              {inFigures(row.engagements)} interactions, {inFigures(row.clicks)} clicks,{" "}
              {inFigures(row.posts)} posts out
            </span>
          ),
        })}
      />
      <p className="t3 mt-2">Hours that are left out brought nothing.</p>
    </>
  );
}
