"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { slotName, slotWords } from "@/components/best-times/week-words";
import { cx } from "@/components/ui/class-names";
import type { WeekSlot } from "@/lib/contracts/best-times";
import { DAY_HOURS, WEEK_SLOTS, WEEKDAYS } from "@/lib/domain/best-time/week-slot";
import { changeFigure, WEEKDAY_NAMES } from "@/lib/domain/best-time/words";

type WeekMapProps = {
  slots: readonly WeekSlot[];
  /** False: too few posts to tell; their numbers are all there is to see. */
  ready: boolean;
  label: string;
};

/** Where a shade ends, as logarithms; the middle one is "no difference worth a word". */
const SHADES = [-0.12, -0.06, -0.02, 0.02, 0.06, 0.12] as const;
/** Only what is proven has a shade by its size; the rest shows where posts are, and no more. */
function lookOf({ mean, state, known, posts }: WeekSlot): string {
  if (!known) return "heat-0";
  if (state === "open") return posts > 0 ? "heat-own" : "heat-near";
  return `heat-${1 + SHADES.filter((limit) => mean >= limit).length}`;
}

const range = (length: number) => Array.from({ length }, (_, index) => index);
const pad = (hour: number) => String(hour).padStart(2, "0");

/** The week, an hour a cell: days down on a wide screen, hours down on a phone. */
export function WeekMap({ slots, ready, label }: WeekMapProps) {
  const [shown, setShown] = useState<number | null>(null);
  const [focused, setFocused] = useState(() => firstOf(slots));
  const cells = { slots, ready, focused, onShow: setShown, onFocus: setFocused };
  return (
    <div className="grid gap-2">
      <div className="d-only">
        <Grid {...cells} label={label} lines={range(WEEKDAYS)} across={range(DAY_HOURS)} wide />
      </div>
      <div className="m-only">
        <Grid {...cells} label={label} lines={range(DAY_HOURS)} across={range(WEEKDAYS)} />
      </div>
      <p className={cx("week-told", shown !== null && "on")} data-testid="week-told">
        {shown === null ? (
          <span className="t3">
            <span className="d-only">
              Point at an hour, or go from hour to hour with the arrow keys.
            </span>
            <span className="m-only">Tap an hour to read it.</span>
          </span>
        ) : (
          <Told slot={shown} estimate={slots[shown]} ready={ready} />
        )}
      </p>
    </div>
  );
}

/** The keyboard begins where something is known. */
function firstOf(slots: readonly WeekSlot[]): number {
  const better = slots.findIndex(({ state }) => state === "better");
  if (better >= 0) return better;
  return Math.max(
    0,
    slots.findIndex(({ known }) => known),
  );
}

type ToldProps = { slot: number; estimate?: WeekSlot; ready: boolean };

function Told({ slot, estimate, ready }: ToldProps) {
  if (!estimate) return null;
  return (
    <>
      <b className="b">{slotName(slot)}.</b> {slotWords(estimate, ready)}
    </>
  );
}

type GridProps = WeekMapProps & {
  lines: readonly number[];
  across: readonly number[];
  /** Days down and hours across. */
  wide?: boolean;
  focused: number;
  onShow: (slot: number | null) => void;
  onFocus: (slot: number) => void;
};

const STEPS: Record<string, [down: number, across: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function Grid(props: GridProps) {
  const { slots, ready, label, lines, across, wide, focused, onShow, onFocus } = props;
  const table = useRef<HTMLTableElement>(null);
  const slotAt = (line: number, column: number) =>
    wide ? line * DAY_HOURS + column : column * DAY_HOURS + line;
  const goTo = (slot: number) => {
    onFocus(slot);
    table.current?.querySelector<HTMLElement>(`[data-slot="${slot}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const [down, right] = step;
    const perDay = wide ? down : right;
    const perHour = wide ? right : down;
    const next = focused + perDay * DAY_HOURS + perHour;
    const sameDay = Math.floor(next / DAY_HOURS) === Math.floor(focused / DAY_HOURS);
    if (next >= 0 && next < WEEK_SLOTS && (perDay !== 0 || sameDay)) goTo(next);
  };
  return (
    <table ref={table} aria-label={label} className={cx("week", wide && "wide")}>
      <thead>
        <tr>
          <td />
          {across.map((column) => (
            <th key={column} scope="col">
              {wide ? <HourHead hour={column} /> : shortDay(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line}>
            <th scope="row">{wide ? shortDay(line) : `${pad(line)}:00`}</th>
            {across.map((column) => {
              const slot = slotAt(line, column);
              return (
                <Cell
                  key={column}
                  slot={slot}
                  estimate={slots[slot]}
                  ready={ready}
                  tabbable={slot === focused}
                  onKeyDown={onKeyDown}
                  onFocus={onFocus}
                  onShow={onShow}
                />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const shortDay = (weekday: number) => WEEKDAY_NAMES[weekday]?.slice(0, 3);

/** Every fourth hour is written; screen readers hear each. */
function HourHead({ hour }: { hour: number }) {
  return hour % 4 === 0 ? `${pad(hour)}:00` : <span className="sr">{pad(hour)}:00</span>;
}

type CellProps = Pick<GridProps, "ready" | "onFocus" | "onShow"> & {
  slot: number;
  estimate?: WeekSlot;
  tabbable: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
};

function Cell({ slot, estimate, ready, tabbable, onKeyDown, onFocus, onShow }: CellProps) {
  if (!estimate) return <td />;
  const { state, mean, posts } = estimate;
  const figure = state === "open" ? null : changeFigure(mean);
  return (
    <td>
      <button
        type="button"
        data-slot={slot}
        className={cx(ready ? lookOf(estimate) : "heat-0", state !== "open" && "told")}
        tabIndex={tabbable ? 0 : -1}
        aria-label={`${slotName(slot)}. ${slotWords(estimate, ready)}`}
        onKeyDown={onKeyDown}
        onFocus={({ currentTarget }) => {
          // On a phone the line that tells of it lies over the page's foot.
          currentTarget.scrollIntoView({ block: "nearest" });
          onFocus(slot);
          onShow(slot);
        }}
        onBlur={() => onShow(null)}
        onMouseEnter={() => onShow(slot)}
        onMouseLeave={() => onShow(null)}
      >
        {ready || posts === 0 ? figure : posts}
      </button>
    </td>
  );
}
