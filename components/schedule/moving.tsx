"use client";

import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type PointerEvent as ReactPointerEvent,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { useZone } from "@/components/providers/zone";
import { isMovable } from "@/components/schedule/chip-look";
import type { Move } from "@/components/schedule/use-calendar";
import { toast } from "@/components/ui/toast";
import { formatInZone } from "@/components/ui/zoned-format";
import type { PostView } from "@/lib/contracts/posts";
import {
  addDays,
  addMinutes,
  type CalendarRange,
  type CalendarView,
  instantOf,
  minutesOf,
  SNAP_MINUTES,
  snapMinutes,
} from "@/lib/domain/calendar-grid";

export type Moving = { post: PostView; at: Date; by: "pointer" | "keys" };

type MovingApi = {
  moving: Moving | null;
  canMove: (post: PostView) => boolean;
  /** What a chip needs to be carried by pointer and by keys, and to open. */
  chipProps: (post: PostView) => {
    onClick: () => void;
    onPointerDown: (event: ReactPointerEvent<HTMLElement>) => void;
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    onBlur: () => void;
  };
};

const MovingContext = createContext<MovingApi | null>(null);

export function useMoving(): MovingApi {
  const api = useContext(MovingContext);
  if (!api) throw new Error("A chip stands inside a MovingProvider.");
  return api;
}

type MovingProviderProps = {
  view: CalendarView;
  range: CalendarRange;
  now: Date;
  canWrite: boolean;
  onMove: Move;
  onOpen: (post: PostView) => void;
  children: ReactNode;
};

const FAR_ENOUGH_PX = 5;

/** Carries one post at a time to another day or time, by pointer or by keys. */
export function MovingProvider(props: MovingProviderProps) {
  const { view, range, now, canWrite, onMove, onOpen, children } = props;
  const zone = useZone();
  const [moving, setMoving] = useState<Moving | null>(null);
  const [said, setSaid] = useState("");
  const drag = useDrag(zone, setMoving, finish);
  const canMove = (post: PostView) => canWrite && isMovable(post);

  function finish({ post, at }: Moving) {
    setMoving(null);
    if (at.getTime() === new Date(post.dueAt).getTime()) return setSaid("The time stays.");
    if (at <= now) {
      setSaid("That time has passed.");
      return toast.error("That time has passed. Choose a later one.");
    }
    setSaid(`Moved to ${formatInZone(at, zone, "date-time")}.`);
    onMove(post, at);
  }

  function carry(current: Moving, at: Date) {
    if (at < range.from || at >= range.to) {
      return setSaid("This view ends here. Open the post to move it further.");
    }
    setMoving({ ...current, at });
    setSaid(formatInZone(at, zone, "date-time"));
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, post: PostView) {
    if (moving?.by !== "keys") {
      if (event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey || !canMove(post))
        return;
      event.preventDefault();
      setMoving({ post, at: new Date(post.dueAt), by: "keys" });
      return setSaid("Moving. Arrow keys choose the time, Enter saves, Escape cancels.");
    }
    const at = stepByKey(event.key, moving.at, view, zone);
    if (!at && event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (at) carry(moving, at);
    else if (event.key === "Enter") finish(moving);
    else {
      setMoving(null);
      setSaid("Not moved.");
    }
  }

  const api: MovingApi = {
    moving,
    canMove,
    chipProps: (post) => ({
      onClick: () => (drag.wasDragged() ? undefined : onOpen(post)),
      onPointerDown: (event) => (canMove(post) ? drag.start(event, post) : undefined),
      onKeyDown: (event) => onKeyDown(event, post),
      onBlur: () => (moving?.by === "keys" ? setMoving(null) : undefined),
    }),
  };
  return (
    <MovingContext value={api}>
      {children}
      <div className="sr" role="status" aria-live="assertive" data-testid="move-status">
        {said}
      </div>
    </MovingContext>
  );
}

function stepByKey(key: string, at: Date, view: CalendarView, zone: string): Date | null {
  const sideways: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
  const upright: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };
  const days = sideways[key];
  if (days !== undefined) return addDays(at, days, zone);
  const steps = upright[key];
  if (steps === undefined) return null;
  return view === "month" ? addDays(at, steps * 7, zone) : addMinutes(at, steps * SNAP_MINUTES);
}

/** The place under the pointer: a day, and in an hour grid a quarter of an hour. */
function placeUnder(x: number, y: number, zone: string, post: PostView): Date | null {
  const under = document
    .elementsFromPoint(x, y)
    .find((each): each is HTMLElement => each instanceof HTMLElement && "day" in each.dataset);
  const { day, first, hours } = under?.dataset ?? {};
  if (!under || !day) return null;
  if (first === undefined) return instantOf(day, minutesOf(post.dueAt, zone), zone);
  const { top, height } = under.getBoundingClientRect();
  const minutes = Number(first) * 60 + ((y - top) / height) * Number(hours) * 60;
  return instantOf(day, snapMinutes(minutes), zone);
}

function useDrag(
  zone: string,
  setMoving: (moving: Moving | null) => void,
  finish: (moving: Moving) => void,
) {
  const dragged = useRef(false);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  function start(event: ReactPointerEvent<HTMLElement>, post: PostView) {
    // A finger scrolls the page; the post's sheet moves it there.
    if (event.button !== 0 || event.pointerType === "touch") return;
    const from = { x: event.clientX, y: event.clientY };
    const grip = event.clientY - event.currentTarget.getBoundingClientRect().top;
    const listening = new AbortController();
    let latest: Moving | null = null;
    const end = () => {
      listening.abort();
      stop.current = null;
      setMoving(null);
      // The click that follows a drop must not open the post.
      setTimeout(() => {
        dragged.current = false;
      });
    };
    const onMove = (each: PointerEvent) => {
      if (
        !dragged.current &&
        Math.hypot(each.clientX - from.x, each.clientY - from.y) < FAR_ENOUGH_PX
      )
        return;
      dragged.current = true;
      const at = placeUnder(each.clientX, each.clientY - grip, zone, post);
      if (at) latest = { post, at, by: "pointer" };
      if (at) setMoving(latest);
    };
    const onUp = () => {
      end();
      if (latest) finish(latest);
    };
    const onKey = (each: globalThis.KeyboardEvent) => (each.key === "Escape" ? end() : undefined);
    const { signal } = listening;
    window.addEventListener("pointermove", onMove, { signal });
    window.addEventListener("pointerup", onUp, { signal });
    window.addEventListener("pointercancel", end, { signal });
    window.addEventListener("keydown", onKey, { signal });
    stop.current = () => listening.abort();
  }
  return { start, wasDragged: () => dragged.current };
}
