import { changeFigure } from "@/lib/domain/best-time/words";

const SHADES = [
  ["heat-1", changeFigure(-0.12)],
  ["heat-2", null],
  ["heat-3", null],
  ["heat-4", null],
  ["heat-5", null],
  ["heat-6", null],
  ["heat-7", changeFigure(0.12)],
] as const;

/** What shades, outlines and hatching mean. */
export function WeekKey() {
  return (
    <div className="week-key">
      <span>
        outlined: likely to do better or worse,{" "}
        {SHADES.map(([shade, word]) => (
          <span key={shade}>
            {shade === "heat-1" ? `${word} or less ` : null}
            <i className={`${shade} told`} />
            {shade === "heat-7" ? ` ${word} or more` : null}
          </span>
        ))}
      </span>
      <span>
        <i className="heat-own" /> posts in this hour, nothing proven
      </span>
      <span>
        <i className="heat-near" /> posts near it only
      </span>
      <span>
        <i className="heat-0" /> hatched: no posts near
      </span>
    </div>
  );
}
