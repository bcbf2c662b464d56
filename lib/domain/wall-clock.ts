import { IANAZone } from "luxon";
import { toKnownZone } from "./zones";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
// Clocks run from 12 hours behind UTC to 14 ahead of it; an hour more, so that the ends are clear.
const BEHIND_MS = 13 * HOUR_MS;
const AHEAD_MS = 15 * HOUR_MS;

/** The zone's wall clock, written as if it were UTC. */
export function toWallClock(at: Date, timeZone: string): number {
  return at.getTime() + offsetMs(openZone(timeZone), at.getTime());
}

/**
 * The first instant at which the zone's clock shows this wall time or, where it skips that, a later
 * one. Never goes back while wall times go forward.
 */
export function toInstant(wall: number, timeZone: string): number {
  const zone = openZone(timeZone);
  const [from, to] = [wall - AHEAD_MS, wall + BEHIND_MS];
  const [before, after] = [offsetMs(zone, from), offsetMs(zone, to)];
  if (before === after) return wall - before;
  const change = findChange(zone, from, to);
  return wall - before < change ? wall - before : Math.max(change, wall - after);
}

/** When the clock changes between two instants that have different offsets. */
function findChange(zone: IANAZone, from: number, to: number): number {
  const before = offsetMs(zone, from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

const offsetMs = (zone: IANAZone, at: number): number => zone.offset(at) * MINUTE_MS;

function openZone(timeZone: string): IANAZone {
  const zone = IANAZone.create(timeZone);
  return zone.isValid ? zone : IANAZone.create(toKnownZone(timeZone) ?? timeZone);
}
