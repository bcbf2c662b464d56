const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const DAY_CODES = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Common cadences in plain words; an unusual one is shown as it is written. */
export function describeCron(cron: string): string {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...rest] = cron
    .trim()
    .toLowerCase()
    .split(/\s+/);
  const custom = `Custom cadence: ${cron.trim()}`;
  if (month !== "*" || rest.length > 0) return custom;
  const when = describeDays(day, weekday);
  if (when === null) return custom;
  const times = toTimes(minute, hour);
  if (times) return `${when} at ${joinWords(times)}`;
  const interval = describeInterval(minute, hour);
  if (interval === null) return custom;
  return when === "Every day" ? interval : `${when}, ${interval.toLowerCase()}`;
}

function toTimes(minute: string, hour: string): string[] | null {
  const hours = /^\d+(,\d+)*$/.test(hour) ? hour.split(",").map(Number) : toUnevenHours(hour);
  if (!/^\d+$/.test(minute) || hours === null) return null;
  return hours.sort((a, b) => a - b).map((value) => `${pad(value)}:${pad(Number(minute))}`);
}

/** Steps that do not fill a day begin anew at midnight: they are times of day, not an interval. */
function toUnevenHours(hour: string): number[] | null {
  const step = toStep(hour);
  return step === null || 24 % step === 0 ? null : stepsBelow(24, step);
}

function describeInterval(minute: string, hour: string): string | null {
  const everyMinutes = toStep(minute);
  if (everyMinutes !== null && hour === "*") {
    if (60 % everyMinutes === 0) return `Every ${everyMinutes} minutes`;
    return `Every hour, at ${joinWords(stepsBelow(60, everyMinutes).map(String))} past`;
  }
  if (!/^\d+$/.test(minute)) return null;
  const past = Number(minute) === 0 ? "on the hour" : `at ${Number(minute)} past`;
  const everyHours = hour === "*" ? 1 : toStep(hour);
  if (everyHours === 1) return `Every hour, ${past}`;
  return everyHours === null ? null : `Every ${everyHours} hours, ${past}`;
}

function toStep(field: string): number | null {
  const step = Number(/^\*\/(\d+)$/.exec(field)?.[1] ?? 0);
  return step > 0 ? step : null;
}

function stepsBelow(end: number, step: number): number[] {
  return Array.from({ length: Math.ceil(end / step) }, (_, index) => index * step);
}

function describeDays(day: string, weekday: string): string | null {
  const anyDay = day === "*" || day === "?";
  const anyWeekday = weekday === "*" || weekday === "?";
  if (anyDay && anyWeekday) return "Every day";
  if (anyDay) return describeWeekdays(weekday);
  if (!anyWeekday) return null;
  if (day === "l") return "On the last day of each month";
  if (!/^\d+(,\d+)*$/.test(day)) return null;
  const days = day.split(",").map(Number);
  return `On the ${joinWords(days.map(toOrdinal))} of each month`;
}

function describeWeekdays(field: string): string | null {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [from, to = from] = part.split("-").map(toWeekday);
    if (from === undefined || to === undefined || from < 0 || to < from) return null;
    for (let index = from; index <= to; index++) found.add(index % 7);
  }
  const mondayFirst = [1, 2, 3, 4, 5, 6, 0].filter((index) => found.has(index));
  const key = mondayFirst.join("");
  if (key === "1234560") return "Every day";
  if (key === "12345") return "Every weekday";
  if (key === "60") return "Every Saturday and Sunday";
  return `Every ${joinWords(mondayFirst.map((index) => DAYS[index] ?? ""))}`;
}

function toWeekday(text: string): number {
  return /^[0-7]$/.test(text) ? Number(text) : DAY_CODES.indexOf(text);
}

function toOrdinal(value: number): string {
  const teen = value % 100 >= 11 && value % 100 <= 13;
  const ending = teen ? "th" : (["th", "st", "nd", "rd"][value % 10] ?? "th");
  return `${value}${ending}`;
}

function joinWords(words: string[]): string {
  return words.length < 2
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
