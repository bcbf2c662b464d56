import type { Place } from "@/components/analytics/chart-scale";
import { type Box, lineHeight, placeLabel } from "@/components/analytics/place-label";

export interface EndWords {
  value: string;
  note: string;
}

/** About: figures and small letters of this size are no wider. */
export const endWidth = ({ value, note }: EndWords) => Math.max(value.length * 7, note.length * 6);

type ChartEndProps = {
  places: readonly Place[];
  end: EndWords | undefined;
  /** Of a time that is not over: hollow. */
  isOpen: boolean;
  /** A bar needs no dot: its top is the value. Null: a point of a line. */
  barWidth: number | null;
  /** What its words must not cross. */
  path: readonly Place[];
  /** The words that stand on the gridlines. */
  taken: readonly Box[];
  /** How far its own words may reach. */
  right: number;
  floor: number;
};

/** The last point, and what it says. */
export function ChartEnd({ places, end, isOpen, ...around }: ChartEndProps) {
  const point = places.at(-1);
  if (!point) return null;
  return (
    <>
      {around.barWidth !== null ? null : <Dot point={point} isOpen={isOpen} />}
      {end ? <Words {...around} end={end} point={point} /> : null}
    </>
  );
}

function Dot({ point, isOpen }: { point: Place; isOpen: boolean }) {
  return (
    <>
      <circle cx={point.x} cy={point.y} r={8} fill="var(--action)" opacity="0.18" />
      <circle
        cx={point.x}
        cy={point.y}
        r={4}
        fill={isOpen ? "var(--surface)" : "var(--action)"}
        stroke="var(--action)"
        strokeWidth={2}
      />
    </>
  );
}

type WordsProps = Pick<ChartEndProps, "path" | "taken" | "right" | "floor" | "barWidth"> & {
  end: EndWords;
  point: Place;
};

function Words({ end, point, path, taken, right, floor, barWidth }: WordsProps) {
  const { x, y, anchor } = placeLabel({
    point,
    width: endWidth(end),
    clear: (barWidth ?? 0) / 2 + 6,
    room: { left: 0, top: 2, right, bottom: floor - 4 },
    taken,
    path,
  });
  return (
    <>
      <text className="lab" x={x} y={y} textAnchor={anchor} style={{ fontSize: 12 }}>
        {end.value}
      </text>
      <text x={x} y={y + lineHeight} textAnchor={anchor}>
        {end.note}
      </text>
    </>
  );
}
