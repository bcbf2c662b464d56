export type TimeFormat = "time" | "day-time" | "day" | "date" | "date-time";

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

/** The pieces of an instant in a zone. Put together by hand, so that every engine says the same. */
function partsIn(at: Date, zone: string, month: "short" | "long"): Parts {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month,
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts: Parts = {};
  for (const part of format.formatToParts(at)) parts[part.type] = part.value;
  return parts;
}

/** An instant as people read it: "16:30", "Thu 08:00", "Wed 18 Nov", "18 November 2026". */
export function formatInZone(at: Date | string, zone: string, format: TimeFormat): string {
  const instant = typeof at === "string" ? new Date(at) : at;
  const p = partsIn(instant, zone, format === "date" ? "long" : "short");
  const clock = `${p.hour}:${p.minute}`;
  switch (format) {
    case "time":
      return clock;
    case "day-time":
      return `${p.weekday} ${clock}`;
    case "day":
      return `${p.weekday} ${p.day} ${p.month}`;
    case "date":
      return `${p.day} ${p.month} ${p.year}`;
    case "date-time":
      return `${p.weekday} ${p.day} ${p.month} ${clock}`;
  }
}

const yearIn = (at: Date, zone: string) => partsIn(at, zone, "short").year ?? "";

/**
 * The same, with its year where that is another than the present one: "Wed 18 Nov 2025 16:30". Without
 * `now` with its year in any case.
 */
export function formatNear(
  at: Date | string,
  zone: string,
  format: "day" | "date-time",
  now: Date | string | null,
): string {
  const instant = new Date(at);
  const year = yearIn(instant, zone);
  if (now !== null && year === yearIn(new Date(now), zone))
    return formatInZone(instant, zone, format);
  const day = `${formatInZone(instant, zone, "day")} ${year}`;
  return format === "day" ? day : `${day} ${formatInZone(instant, zone, "time")}`;
}
