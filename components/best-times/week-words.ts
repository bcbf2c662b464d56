import type { BestTimesWeek, WeekSlot } from "@/lib/contracts/best-times";
import type { Stretch } from "@/lib/domain/best-time/best-stretch";
import { hourOf, weekdayOf } from "@/lib/domain/best-time/week-slot";
import { changeFigure, hourRange, rangeFigure, WEEKDAY_NAMES } from "@/lib/domain/best-time/words";
import type { Goal } from "@/lib/domain/metrics";
import { canonicalZone } from "@/lib/domain/zones";

export const GOAL_LABELS: Record<Goal, string> = {
  reach: "Views",
  engagement: "Engagement",
  ctr: "Clicks",
};

export const GOAL_UNITS: Record<Goal, string> = {
  reach: "Views a post",
  engagement: "Interactions per view",
  ctr: "Clicks per view",
};

export const GOAL_GAINS: Record<Goal, string> = {
  reach: "more views a post",
  engagement: "more interactions per view",
  ctr: "more clicks per view",
};

/** "38% more interactions per view": of an hour that is better. */
export const gainWords = (mean: number, goal: Goal) =>
  `${Math.round(Math.expm1(mean) * 100)}% ${GOAL_GAINS[goal]}`;

export const postsWords = (posts: number) => `${posts} ${posts === 1 ? "post" : "posts"}`;

/** "Monday 18:00–19:00". */
export const slotName = (slot: number) =>
  `${WEEKDAY_NAMES[weekdayOf(slot)] ?? ""} ${hourRange(hourOf(slot))}`;

/** What can be said of an hour, in one line. */
export function slotWords(estimate: WeekSlot, ready: boolean): string {
  if (!ready) return `${postsWords(estimate.posts)} in this hour. Too few in all to compare hours.`;
  if (!estimate.known)
    return "No posts on this weekday, or none in this part of the day: not estimated.";
  const figures = `${changeFigure(estimate.mean)} against the average post (90% range ${rangeFigure(estimate)}), ${postsWords(estimate.posts)} in this hour`;
  return `${figures}. ${stateWords(estimate)}.`;
}

export function stateWords({ known, state }: Pick<WeekSlot, "known" | "state">): string {
  if (!known) return "Unknown";
  if (state === "better") return "Likely better";
  return state === "worse" ? "Likely worse" : "Unclear";
}

const clock = (hour: number) => `${String(hour % 24).padStart(2, "0")}:00`;

/** "18:00 to 20:00, Mondays and Tuesdays". */
export function stretchWords({ weekdays, fromHour, toHour }: Stretch): string {
  return `${clock(fromHour)} to ${clock(toHour)}, ${daysWords(weekdays)}`;
}

/** ", in part on Tuesdays too": the days on which not all of these hours are better. */
export const partlyWords = ({ partly }: Stretch): string =>
  partly.length === 0 ? "" : `, in part on ${daysWords(partly)} too`;

const WORKDAYS = "0,1,2,3,4";
const WEEKEND = "5,6";

function daysWords(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return "every day";
  if (weekdays.join() === WORKDAYS) return "weekdays";
  if (weekdays.join() === WEEKEND) return "weekends";
  return listed(toRuns(weekdays).flatMap(runWords));
}

/** Days that follow each other, together. */
function toRuns(weekdays: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const weekday of weekdays) {
    const last = runs.at(-1);
    if (last?.at(-1) === weekday - 1) last.push(weekday);
    else runs.push([weekday]);
  }
  return runs;
}

function runWords(run: readonly number[]): string[] {
  const names = run.map((weekday) => `${WEEKDAY_NAMES[weekday] ?? ""}s`);
  return names.length < 3 ? names : [`${names[0]} to ${names.at(-1)}`];
}

type Clock = Pick<BestTimesWeek, "timeZone" | "scheduleZones">;

/** By whose clock the hours are, where a schedule or the reader goes by another one; null where none does. */
export function clockWords({ timeZone, scheduleZones }: Clock, readerZone: string): string | null {
  const named = (zone: string) => zone.replaceAll("_", " ");
  const runs = scheduleZones.length === 1 ? "a schedule runs" : "schedules run";
  const others = [
    ...(scheduleZones.length > 0 ? [`${runs} in ${listed(scheduleZones.map(named))}`] : []),
    ...(canonicalZone(readerZone) === canonicalZone(timeZone)
      ? []
      : [`you read times in ${named(readerZone)}`]),
  ];
  if (others.length === 0) return null;
  return `Hours are in ${named(timeZone)}, the account’s zone; ${others.join(", and ")}.`;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

type Early = Pick<BestTimesWeek, "posts" | "neededPosts" | "computedAt">;

/** Why there is nothing to choose by yet. */
export function earlyWords({ posts, neededPosts, computedAt }: Early): string {
  if (computedAt === null) return "The hours of this account are not worked out yet.";
  const old = posts === 1 ? "1 post is" : `${posts} posts are`;
  return `Not enough data to compare hours: ${old} old enough, and it takes ${neededPosts}.`;
}

/** Beside the finding while no hour stands out; null where one does. */
export function badgeWords({ ready, slots, posts, neededPosts }: BestTimesWeek): string | null {
  if (!ready) return `Not enough data: ${posts} of ${neededPosts} posts`;
  return slots.some(({ state }) => state !== "open") ? null : "Not proven yet";
}
