import { DateTime } from "luxon";
import type { SummaryView } from "@/lib/contracts/analytics";

export interface Tick {
  at: number;
  label: string;
}

type Bucket = SummaryView["series"]["bucket"];

const fewDays = 14;
const someDays = 100;
const fewHours = 30;

/** Where times are written below a chart: at round hours, on Mondays, at the first of a month. */
export function timeTicks(starts: readonly number[], zone: string, bucket: Bucket): Tick[] {
  const steps = starts.map((at) => ({
    at,
    day: DateTime.fromMillis(at, { zone, locale: "en-GB" }),
  }));
  const round = steps.filter(({ day }, index) =>
    isRound(day, steps[index - 1]?.day, bucket, starts.length),
  );
  const kept = round.length >= 2 ? round : steps;
  const isLong = bucket === "week" || (bucket === "day" && starts.length > someDays);
  return kept.map(({ at, day }) => ({ at, label: labelOf(day, bucket, isLong && kept === round) }));
}

function isRound(day: DateTime, before: DateTime | undefined, bucket: Bucket, count: number) {
  switch (bucket) {
    case "quarter":
      return day.minute % 30 === 0;
    case "hour":
      return count <= fewHours ? day.hour % 3 === 0 : day.hour === 0;
    case "day":
      if (count <= fewDays) return true;
      return count <= someDays ? day.weekday === 1 : day.day === 1;
    case "week":
      return before !== undefined && day.month !== before.month;
  }
}

/** "16:30", "23 Nov", and by months "Dec" or, as a year begins, "Jan 2027". */
function labelOf(day: DateTime, bucket: Bucket, isMonth: boolean): string {
  if (isMonth) return day.toFormat(day.month === 1 ? "LLL yyyy" : "LLL");
  const isHour = bucket === "quarter" || bucket === "hour";
  const isMidnight = day.hour === 0 && day.minute === 0;
  return day.toFormat(isHour && !isMidnight ? "HH:mm" : "d LLL");
}
