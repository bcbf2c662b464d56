import { formatInZone, type TimeFormat } from "@/components/ui/zoned-format";

export type TimeProps = {
  /** An instant: ISO 8601 in UTC, or a Date. */
  at: Date | string;
  /** IANA zone, the account's. */
  zone: string;
  format?: TimeFormat;
  /** Name the zone in sight; it is in the title always. */
  withZone?: boolean;
};

export function Time({ at, zone, format = "date-time", withZone }: TimeProps) {
  const instant = typeof at === "string" ? new Date(at) : at;
  const full = `${formatInZone(instant, zone, "date-time")}, ${zone}`;
  return (
    <time dateTime={instant.toISOString()} title={full} className="nw">
      {formatInZone(instant, zone, format)}
      {withZone ? <span className="t3">, {zone}</span> : null}
    </time>
  );
}
