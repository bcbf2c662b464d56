import { BETTER_SHADES, WORSE_SHADES } from "./week-shades";

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
            <Shades shades={BETTER_SHADES} /> likely better, the last from +35%
          </span>
        </span>
      ) : null}
      <span>
        <i className="heat-own" /> unclear
      </span>
      <span>
        <i className="heat-near" /> unclear, no posts in this hour: judged by hours and days near it
      </span>
      <span>
        <i className="heat-0" /> unknown, no posts near
      </span>
    </div>
  );
}

const Shades = ({ shades }: { shades: readonly string[] }) =>
  shades.map((shade) => <i key={shade} className={`${shade} told`} />);
