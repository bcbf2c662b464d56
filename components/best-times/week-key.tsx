import { BETTER_SHADES, LAST_FROM, WORSE_SHADES } from "@/components/best-times/week-shades";

/** What shades, outlines and hatching mean; of shades only where an hour has one. */
export function WeekKey({ told }: { told: boolean }) {
  return (
    <div className="week-key">
      {told ? (
        <span className="week-scale">
          Outlined, against the average post:{" "}
          <span className="whitespace-nowrap">
            likely worse <Shades shades={WORSE_SHADES} />
          </span>{" "}
          <span className="whitespace-nowrap">
            <Shades shades={BETTER_SHADES} /> likely better, the last from +{LAST_FROM}%
          </span>
        </span>
      ) : null}
      <span>
        <i className="heat-own" /> unclear
      </span>
      <span>
        <i className="heat-near" /> unclear, no posts in this hour: judged by its weekday and by
        posts in this part of the day
      </span>
      <span>
        <i className="heat-0" /> unknown: no posts on this weekday, or none in this part of the day
      </span>
    </div>
  );
}

const Shades = ({ shades }: { shades: readonly string[] }) =>
  shades.map((shade) => <i key={shade} className={`${shade} told`} />);
