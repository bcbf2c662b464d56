import { countOf } from "@/components/analytics/figures-in-words";
import type { OverviewView } from "@/lib/contracts/overview";
import { inPercent } from "@/lib/domain/percent-words";

export const hourMs = 3_600_000;

type Hours = Pick<OverviewView, "recent" | "freshAt" | "now">;
type Hour = OverviewView["recent"]["hours"][number];

/** Until when today is known: the last reading, or what others counted after it. Null: no part of it is. */
export function readUntil({ recent, freshAt, now }: Hours): number | null {
  const [present, read] = [Date.parse(now), freshAt === null ? 0 : Date.parse(freshAt)];
  const told = Date.parse(recent.hours.findLast(({ views }) => views !== 0)?.at ?? "") || 0;
  const until = Math.min(present, told > read ? told + hourMs : read);
  return until > Date.parse(recent.dayStart) ? until : null;
}

/** The hours of today that began before it: of later ones nothing is known, which is not zero. */
export function hoursRead(overview: Hours): Hour[] {
  const until = readUntil(overview);
  return until === null ? [] : overview.recent.hours.filter(({ at }) => Date.parse(at) < until);
}

/** Hours that were read to their end, against the same hours of a usual day. */
export function dayFinding(overview: Hours): string {
  const { recent } = overview;
  const until = readUntil(overview);
  if (until === null) return "No results were read today yet";
  const read = hoursRead(overview);
  const over = read.filter(({ at }) => Date.parse(at) + hourMs <= until);
  const usual = (recent.usual ?? [])
    .slice(0, over.length)
    .reduce((sum, hour) => sum + hour.middle, 0);
  if (usual <= 0) return `${countOf(viewsOf(read), "view")} today so far`;
  const ratio = viewsOf(over) / usual - 1;
  if (Math.abs(ratio) < 0.05) return "Today runs like a usual day";
  return `Views run ${inPercent(Math.abs(ratio))} ${ratio > 0 ? "above" : "below"} a usual day`;
}

const viewsOf = (hours: readonly Hour[]): number =>
  hours.reduce((sum, { views }) => sum + views, 0);
