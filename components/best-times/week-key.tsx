import { changeFigure } from "@/lib/domain/best-time/words";

const SHADES = [
  ["heat-1", changeFigure(-0.12)],
  ["heat-2", null],
  ["heat-3", null],
  ["heat-4", "average"],
  ["heat-5", null],
  ["heat-6", null],
  ["heat-7", changeFigure(0.12)],
] as const;

/** What shades, outlines and hatching mean. */
export function WeekKey() {
  return (
    <div className="week-key">
      <span>
        {SHADES.map(([shade, word]) => (
          <span key={shade}>
            {shade === "heat-1" ? `${word} or less ` : null}
            <i className={shade} />
            {word === "average" || shade === "heat-1" ? null : word && ` ${word} or more`}
          </span>
        ))}
      </span>
      <span>
        <i className="heat-4" /> average
      </span>
      <span>
        <i className="heat-6 told" /> outlined: shown to do better or worse; others are kept near
        the average
      </span>
      <span>
        <i className="heat-0" /> hatched: no posts near
      </span>
    </div>
  );
}
