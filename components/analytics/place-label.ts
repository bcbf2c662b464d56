import type { Place } from "@/components/analytics/chart-scale";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface LabelPlace {
  x: number;
  /** Of the first line's foot. */
  y: number;
  anchor: "start" | "end";
}

export interface LabelRequest {
  point: Place;
  width: number;
  /** How far from the point it begins: beyond half of a broad bar. */
  clear?: number;
  /** What it must not leave. */
  room: Box;
  /** Words that stand there already. */
  taken: readonly Box[];
  path: readonly Place[];
}

export const lineHeight = 14;
const rise = 11;
const leastClear = 13;
const margin = 3;
const near = [-3, 14, -20, 28, -36, 42, -52, 56, -68, 72];
/** Above what stands around it, where that is taller than the point. */
const above = [-84, -100, -116, -132, -148, -164, -180, -196];
const steps = [...near, ...above];

/** Two lines beside a point, as near as they fit without crossing the line or other words. */
export function placeLabel(request: LabelRequest): LabelPlace {
  const { point, room, clear = leastClear } = request;
  const places = steps.flatMap((step) =>
    (["start", "end"] as const).map((anchor) => ({
      x: point.x + Math.max(clear, leastClear) * (anchor === "start" ? 1 : -1),
      y: Math.min(Math.max(point.y + step, room.top + rise), room.bottom - lineHeight - 2),
      anchor,
    })),
  );
  const inside = places.filter((place) => isInside(toBox(place, request.width), room));
  const free = inside.find((place) => isFree(toBox(place, request.width), request));
  const [first = { x: point.x, y: point.y, anchor: "start" } as const] = inside;
  return free ?? first;
}

function toBox({ x, y, anchor }: LabelPlace, width: number): Box {
  const left = anchor === "start" ? x : x - width;
  return { left, top: y - rise, right: left + width, bottom: y + lineHeight + 3 };
}

const isInside = (box: Box, room: Box) => box.left >= room.left && box.right <= room.right;

function isFree(box: Box, { taken, path }: LabelRequest): boolean {
  const isApart = taken.every(
    (other) =>
      box.right + margin < other.left ||
      box.left - margin > other.right ||
      box.bottom + margin < other.top ||
      box.top - margin > other.bottom,
  );
  return isApart && !path.some((place, index) => crosses(box, path[index - 1] ?? place, place));
}

/** Looked at every three pixels: closer than any text is high. */
function crosses(box: Box, from: Place, to: Place): boolean {
  const count = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 3) + 1;
  return Array.from({ length: count + 1 }, (_, index) => index / count).some((part) => {
    const x = from.x + (to.x - from.x) * part;
    const y = from.y + (to.y - from.y) * part;
    return x > box.left - 2 && x < box.right + 2 && y > box.top - 2 && y < box.bottom + 2;
  });
}
