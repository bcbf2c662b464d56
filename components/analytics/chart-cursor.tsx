"use client";

import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import type { Place } from "@/components/analytics/chart-scale";

type ChartCursorProps = {
  places: readonly Place[];
  /** The point that is looked at. */
  near: number | null;
  onMove: (near: number | null) => void;
  room: { width: number; top: number; height: number };
  /** A point in words for those who listen, and as it stands in the tip. */
  say: (index: number) => { words: string; look: ReactNode };
};

/** The chart point by point: by pointer, by touch, and by arrow keys as a slider. */
export function ChartCursor({ places, near, onMove, room, say }: ChartCursorProps) {
  const last = places.length - 1;
  if (last < 0) return null;
  const shown = near === null ? null : Math.min(near, last);
  const follow = (event: PointerEvent<HTMLDivElement>) =>
    onMove(nearest(places, event.clientX - event.currentTarget.getBoundingClientRect().left));
  const press = (event: KeyboardEvent) => {
    const next = moveBy(event.key, shown ?? last, last);
    if (next === undefined) return;
    event.preventDefault();
    onMove(next);
  };
  return (
    <>
      <div
        className="ch-cursor"
        role="slider"
        tabIndex={0}
        aria-label="The chart, point by point"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={shown ?? last}
        aria-valuetext={say(shown ?? last).words}
        style={{ width: room.width, top: room.top, height: room.height }}
        onPointerMove={follow}
        onPointerDown={follow}
        onPointerLeave={() => onMove(null)}
        onFocus={(event) => event.target.matches(":focus-visible") && onMove(shown ?? last)}
        onBlur={() => onMove(null)}
        onKeyDown={press}
      />
      {shown === null ? null : (
        <Tip x={places[shown]?.x ?? 0} room={room}>
          {say(shown).look}
        </Tip>
      )}
    </>
  );
}

/** Where a key leads; null: away from the chart; undefined: nowhere. */
function moveBy(key: string, at: number, last: number): number | null | undefined {
  const leap = Math.max(1, Math.round(last / 10));
  const steps: Record<string, number> = {
    ...{ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 },
    ...{ PageDown: -leap, PageUp: leap, Home: -last, End: last },
  };
  if (key === "Escape") return null;
  const step = steps[key];
  return step === undefined ? undefined : Math.min(last, Math.max(0, at + step));
}

function nearest(places: readonly Place[], x: number): number {
  let best = 0;
  places.forEach((place, index) => {
    if (Math.abs(place.x - x) < Math.abs((places[best]?.x ?? 0) - x)) best = index;
  });
  return best;
}

function Tip({
  x,
  room,
  children,
}: {
  x: number;
  room: { width: number; top: number };
  children: ReactNode;
}) {
  const side = x > room.width / 2 ? { right: `calc(100% - ${x - 10}px)` } : { left: x + 10 };
  return (
    <div
      className="tip"
      aria-hidden="true"
      style={{ top: room.top, pointerEvents: "none", ...side }}
    >
      {children}
    </div>
  );
}
