export const PERIODS = [
  { value: "7", label: "7 days" },
  { value: "28", label: "28 days" },
  { value: "90", label: "90 days" },
  { value: "all", label: "All" },
  { value: "dates", label: "Dates" },
] as const;
export type Period = (typeof PERIODS)[number]["value"];

const dayMs = 86_400_000;

/** The instant at which a calendar day begins in a zone. */
export function dayStart(day: string, zone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // Twice, since the offset may differ between the guess and the answer.
  const guess = utc - offsetAt(utc, zone);
  return new Date(utc - offsetAt(guess, zone));
}

function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(at));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

export interface PeriodChoice {
  period: Period;
  /** Calendar days, both included; used when the period is "dates". */
  fromDay: string;
  toDay: string;
}

/** The window as the API takes it. Both days of a range are in it, whole. */
export function toWindow(
  choice: PeriodChoice,
  zone: string,
  now: number,
): { from?: string; to?: string } {
  if (choice.period === "all") return {};
  if (choice.period !== "dates") {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(now));
    const first = Date.parse(`${today}T00:00:00Z`) - (Number(choice.period) - 1) * dayMs;
    return { from: dayStart(new Date(first).toISOString().slice(0, 10), zone).toISOString() };
  }
  const after = (day: string) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
  return {
    ...(choice.fromDay ? { from: dayStart(choice.fromDay, zone).toISOString() } : {}),
    ...(choice.toDay ? { to: dayStart(after(choice.toDay), zone).toISOString() } : {}),
  };
}
