import {
  capital,
  countOf,
  inFigures,
  inWords,
  UNKNOWN,
} from "@/components/analytics/figures-in-words";
import { formatInZone, formatNear } from "@/components/ui/zoned-format";
import type { OverviewPost, OverviewView } from "@/lib/contracts/overview";
import { catalog } from "@/lib/platforms/catalog";

export const NOT_READ = "Not read yet";

type Out = Pick<OverviewPost, "platform" | "isRead" | "views" | "clicks">;

/** A count of a post that is out: what will come is not n/a, and what never comes is not awaited. */
export function outCount({ platform, isRead, ...counts }: Out, name: "views" | "clicks"): string {
  const count = counts[name];
  if (count !== null) return inFigures(count);
  return !isRead && catalog[platform].metrics[name] === "pull" ? NOT_READ : UNKNOWN;
}

/** What is known of it in one line, for phones. */
export function outInShort(post: Out): string {
  const { views, clicks } = post;
  const parts = [
    ...(views === null ? [] : [countOf(views, "view")]),
    ...(clicks === null ? [] : [countOf(clicks, "click")]),
  ];
  if (parts.length > 0) return parts.join(", ");
  return post.isRead ? `Views ${UNKNOWN}` : NOT_READ;
}

const dayMs = 86_400_000;
/** Beyond them a weekday names two days. */
const daysByName = 6;

/** "16:30" today, "Thu 08:00" within some days, and "Thu 10 Dec 08:00" beyond. */
export function momentInWords(at: string, now: string, zone: string): string {
  if (formatInZone(at, zone, "date") === formatInZone(now, zone, "date")) {
    return formatInZone(at, zone, "time");
  }
  const isNear = Math.abs(Date.parse(at) - Date.parse(now)) < daysByName * dayMs;
  return isNear ? formatInZone(at, zone, "day-time") : formatNear(at, zone, "date-time", now);
}

type Today = Pick<OverviewView, "today" | "steps" | "timeZone" | "now"> & {
  next: { items: readonly Pick<OverviewPost, "dueAt">[] };
};

/** "Three of today’s six posts are out. One failed." */
export function todayInWords({ today, next, steps, timeZone, now }: Today): string {
  const { planned, out, failed } = today;
  const [first] = next.items;
  if (planned === 0 && first) {
    return `No post is planned for today. The next goes out ${momentInWords(first.dueAt, now, timeZone)}.`;
  }
  if (planned === 0) {
    const isNew = !steps.some((step) => step.key === "schedule" && step.done);
    return isNew
      ? "Nothing is on the calendar yet. A few steps lead to the first post."
      : "No post is planned for today, and none after it.";
  }
  if (planned === 1)
    return `Today’s one post ${out === 1 ? "is out" : failed ? "failed" : "is not out yet"}.`;
  if (out === planned) return `All ${inWords(planned)} of today’s posts are out.`;
  const some =
    out === 0
      ? `None of today’s ${inWords(planned)} posts is out yet.`
      : `${capital(inWords(out))} of today’s ${inWords(planned)} posts ${out === 1 ? "is" : "are"} out.`;
  return failed === 0 ? some : `${some} ${capital(inWords(failed))} failed.`;
}
