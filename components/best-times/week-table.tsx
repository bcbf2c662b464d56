import { postsWords, slotName, stateWords } from "@/components/best-times/week-words";
import { type Column, Table } from "@/components/ui/table";
import type { WeekSlot } from "@/lib/contracts/best-times";
import { changeFigure, rangeFigure } from "@/lib/domain/best-time/words";

type Row = WeekSlot & { slot: number };

const COLUMNS: readonly Column<Row>[] = [
  { key: "slot", head: "Hour", cell: ({ slot }) => slotName(slot), width: "34%" },
  {
    key: "mean",
    head: "Against the average post",
    num: true,
    cell: ({ mean }) => changeFigure(mean),
  },
  { key: "range", head: "90% range", num: true, cell: (row) => rangeFigure(row) },
  { key: "posts", head: "Posts", num: true, cell: ({ posts }) => posts },
  { key: "state", head: "So far", cell: (row) => stateWords(row) },
];

const ORDER: readonly WeekSlot["state"][] = ["better", "worse", "open"];

/** The hours that something is known of, those that stand out first. */
export function WeekTable({ slots }: { slots: readonly WeekSlot[] }) {
  const rows = slots
    .flatMap((estimate, slot) => (estimate.known ? [{ ...estimate, slot }] : []))
    .toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.slot - b.slot);
  return (
    <>
      <Table
        label="Hours of the week"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ slot }) => String(slot)}
        phone={(row) => ({
          first: slotName(row.slot),
          aside: changeFigure(row.mean),
          second: (
            <span className="t2 xs">
              {rangeFigure(row)}, {postsWords(row.posts)}. {stateWords(row)}
            </span>
          ),
        })}
      />
      <p className="t3 mt-2">
        Hours that are left out have no posts on their weekday, or none in their part of the day:
        they are not estimated.
      </p>
    </>
  );
}
