"use client";

import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { cx } from "@/components/ui/class-names";
import { DAY_HOURS, WEEK_SLOTS, WEEKDAYS } from "@/lib/domain/best-time/week-slot";
import { WEEKDAY_NAMES } from "@/lib/domain/best-time/words";

export interface HourCell {
  /** "heat-0" to "heat-7", or another ground. */
  shade: string;
  /** Outlined: it stands out. */
  told?: boolean;
  /** What it says to those who listen. */
  words: string;
  /** Written in the cell, where there is room. */
  figure?: ReactNode;
}

export type HourGridProps = {
  label: string;
  /** Of an hour of the week, Monday's first being 0. */
  cellOf: (slot: number) => HourCell | null;
  /** Where the keyboard begins. */
  start: number;
  /** What the line below says of the hour that is looked at. */
  told: (slot: number) => ReactNode;
};

const range = (length: number) => Array.from({ length }, (_, index) => index);
const pad = (hour: number) => String(hour).padStart(2, "0");

/** The week, an hour a cell: days down on a wide screen, hours down on a phone. */
export function HourGrid({ label, cellOf, start, told }: HourGridProps) {
  const [shown, setShown] = useState<number | null>(null);
  const [focused, setFocused] = useState(start);
  const grid = { label, cellOf, focused, onShow: setShown, onFocus: setFocused };
  return (
    <div className="grid gap-2">
      <div className="d-only">
        <Grid {...grid} lines={range(WEEKDAYS)} across={range(DAY_HOURS)} wide />
      </div>
      <div className="m-only">
        <Grid {...grid} lines={range(DAY_HOURS)} across={range(WEEKDAYS)} />
      </div>
      <p className={cx("week-told", shown !== null && "on")} data-testid="week-told" data-undrawn>
        {shown === null ? (
          <span className="t3">
            <span className="d-only">
              Point at an hour, or go from hour to hour with the arrow keys.
            </span>
            <span className="m-only">Tap an hour to read it.</span>
          </span>
        ) : (
          told(shown)
        )}
      </p>
    </div>
  );
}

type GridProps = Pick<HourGridProps, "label" | "cellOf"> & {
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

function Grid({ label, cellOf, lines, across, wide, focused, onShow, onFocus }: GridProps) {
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
                  cell={cellOf(slot)}
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

type CellProps = Pick<GridProps, "onFocus" | "onShow"> & {
  slot: number;
  cell: HourCell | null;
  tabbable: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
};

function Cell({ slot, cell, tabbable, onKeyDown, onFocus, onShow }: CellProps) {
  if (!cell) return <td />;
  return (
    <td>
      <button
        type="button"
        data-slot={slot}
        className={cx(cell.shade, cell.told && "told")}
        tabIndex={tabbable ? 0 : -1}
        aria-label={cell.words}
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
        {cell.figure}
      </button>
    </td>
  );
}
