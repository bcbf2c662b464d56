import { formatInZone, formatNear, type TimeFormat } from "@/components/ui/zoned-format";

export type TimeProps = {
  /** An instant: ISO 8601 in UTC, or a Date. */
  at: Date | string;
  /** IANA zone, the account's. */
  zone: string;
  format?: TimeFormat;
  /** Name the zone in sight; it is in the title always. */
  withZone?: boolean;
  /** The present: a day of another year is written with its year. */
  now?: string | undefined;
};

export function Time({ at, zone, format = "date-time", withZone, now }: TimeProps) {
  const instant = typeof at === "string" ? new Date(at) : at;
  const full = `${formatInZone(instant, zone, "date")}, ${formatInZone(instant, zone, "time")}, ${zone}`;
  const isDay = format === "day" || format === "date-time";
  return (
    <time dateTime={instant.toISOString()} title={full} className="nw">
      {now !== undefined && isDay
        ? formatNear(instant, zone, format, now)
        : formatInZone(instant, zone, format)}
      {withZone ? <span className="t3">, {zone}</span> : null}
    </time>
  );
}
