import { toInstant, toWallClock } from "./wall-clock";
import { isTimeZone } from "./zones";

const YEAR_MS = 366 * 86_400_000;
const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;

export type PublishTime =
  | { ok: true; at: Date }
  | { ok: false; field: "scheduledAt" | "timeZone"; message: string };

/** An instant, or a wall clock's time in a zone, that is to come and not further off than a year. */
export function readPublishTime(
  written: string,
  timeZone: string | undefined,
  now: Date,
): PublishTime {
  const refuse = (message: string, field: "scheduledAt" | "timeZone" = "scheduledAt") => ({
    ...{ ok: false as const, field, message },
  });
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    const message = `There is no time zone called “${timeZone}”. Use one as Europe/Copenhagen.`;
    return refuse(message, "timeZone");
  }
  const hasOffset = OFFSET.test(written);
  if (!hasOffset && timeZone === undefined) {
    return refuse("Add the offset, as 2026-01-31T09:00:00Z, or name the timeZone of this time.");
  }
  const at = hasOffset ? Date.parse(written) : fromWallClock(written, timeZone ?? "UTC");
  if (at === null || Number.isNaN(at)) {
    return refuse(`The clocks of ${timeZone} skip this time. Choose another one.`);
  }
  if (at <= now.getTime()) return refuse("That time has passed. Choose a later one.");
  if (at > now.getTime() + YEAR_MS) return refuse("Choose a time within a year from now.");
  return { ok: true, at: new Date(at) };
}

/** Null where the zone's clock never shows this time. */
function fromWallClock(written: string, timeZone: string): number | null {
  const wall = Date.parse(`${written}Z`);
  if (Number.isNaN(wall)) return null;
  const at = toInstant(wall, timeZone);
  return toWallClock(new Date(at), timeZone) === wall ? at : null;
}
