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
