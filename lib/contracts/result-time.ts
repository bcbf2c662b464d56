import { IsoDate } from "@/lib/contracts/common";

/** Nothing is counted before, and nothing looked at. A day of grace at both ends: years begin by the zone. */
export const RESULTS_BEGIN = "1999-12-31";
const RESULTS_END = "2100-01-02";

/** Of a well formed instant: as text they compare like in time. */
export const isResultTime = (at: string): boolean => at >= RESULTS_BEGIN && at < RESULTS_END;

/** When something was counted, or a window over it begins or ends. */
export const ResultTime = IsoDate.refine(
  (at) => Number.isNaN(Date.parse(at)) || isResultTime(at),
  "Choose a time in the years 2000 to 2099.",
);
