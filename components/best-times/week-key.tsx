import { changeFigure } from "@/lib/domain/best-time/words";

const SHADES = ["heat-1", "heat-2", "heat-3", "heat-4", "heat-5", "heat-6", "heat-7"] as const;

/** What shades, outlines and hatching mean; of shades only where an hour has one. */
export function WeekKey({ told }: { told: boolean }) {
  return (
    <div className="week-key">
      {told ? (
        <span className="week-scale">
          Outlined: likely better or worse than the average post,{" "}
          <span className="whitespace-nowrap">
            {changeFigure(-0.12)} or less{" "}
            {SHADES.map((shade) => (
              <i key={shade} className={`${shade} told`} />
            ))}{" "}
            {changeFigure(0.12)} or more
          </span>
        </span>
      ) : null}
      <span>
        <i className="heat-own" /> posts in this hour, not proven
      </span>
      <span>
        <i className="heat-near" /> posts near it only, not proven
      </span>
      <span>
        <i className="heat-0" /> no posts near, unknown
      </span>
    </div>
  );
}
