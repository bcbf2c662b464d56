import type { OperationsView, WaitReason } from "@/lib/contracts/operations";

const inFigures = (count: number) => count.toLocaleString("en-GB");

export const countOf = (count: number, noun: string) =>
  `${inFigures(count)} ${noun}${count === 1 ? "" : "s"}`;

/** "4 s", "2 min", "1 h 5 min": as exact as anybody needs it. */
export function inTime(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

export function inBytes(bytes: number): string {
  const mega = bytes / 1_000_000;
  return mega < 1000 ? `${Math.max(1, Math.round(mega))} MB` : `${(mega / 1000).toFixed(1)} GB`;
}

export const WAIT_WORDS: Record<WaitReason, { what: string; why: string }> = {
  all_paused: { what: "Everything is paused", why: "Resume it in the header." },
  paused: { what: "Paused", why: "Their account, schedule or campaign is paused or ended." },
  approval: { what: "Awaiting approval", why: "A reviewer has to approve them, or a new text." },
  account: { what: "Account needs action", why: "Connect the account again." },
  platform: { what: "Platform rests", why: "It answered with errors. They go out by themselves." },
  rest: { what: "Account rests", why: "The platform asked it to. They go out by themselves." },
  limit: { what: "Limit reached", why: "They go out by themselves when it ends." },
  daily_cap: { what: "Daily cap reached", why: "They go out by themselves within a day." },
  gap: {
    what: "Too close to the last post",
    why: "They go out by themselves when the account’s last post is old enough.",
  },
  retry: { what: "Tried again soon", why: "The last try failed for the moment." },
  variant: { what: "No text to post", why: "None of their variants may be posted yet." },
  look: { what: "Being checked", why: "Bandwagon looks on the platform whether they are out." },
};

const FEW = 20;

/** Too few for shares of a hundred. */
export const isFew = (count: number): boolean => count < FEW;

/** "1 post, 3.5 s late", "Half of 240 posts went out within 1.2 s". */
export function latenessWords({ count, p50, p99 }: OperationsView["lateness"]): string {
  if (count === 0) return "No post went out in the last 24 hours";
  if (count === 1) return `1 post, ${inTime(p99)} late`;
  if (isFew(count)) return `${countOf(count, "post")}, ${inTime(p99)} late at most`;
  return `Half of ${countOf(count, "post")} went out within ${inTime(p50)}`;
}

const BY_PEOPLE: readonly WaitReason[] = ["all_paused", "paused", "approval", "account", "variant"];

/** Due, and out only after somebody did something. */
function heldWords({ waiting }: OperationsView["queue"]): string | null {
  const held = waiting.filter(({ reason }) => BY_PEOPLE.includes(reason));
  const count = held.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return null;
  const whys = held.map(({ reason }) => WAIT_WORDS[reason].what.toLowerCase());
  const why = new Intl.ListFormat("en-GB").format(whys);
  return `${countOf(count, "post")} ${count === 1 ? "is" : "are"} held past ${count === 1 ? "its" : "their"} time: ${why}.`;
}

/** Whether all is well, in one sentence. What is worst comes first. */
export function toLead({ alarms, queue, platforms, lateness }: OperationsView): string {
  const { scheduler, publisher, overdue } = alarms;
  if (publisher === "stale") return "Nothing is being published: the publisher does not answer.";
  if (overdue > 0)
    return `${countOf(overdue, "post")} should have gone out more than five minutes ago.`;
  if (scheduler === "stale") return "Posts go out, but nothing new is planned.";
  const resting = platforms.filter(({ state }) => state !== "closed").map(named);
  if (resting.length > 0) {
    const names = new Intl.ListFormat("en-GB").format(resting);
    return `Publishing works, but ${names} ${resting.length === 1 ? "does" : "do"} not answer well.`;
  }
  if (queue.parked > 0)
    return `Publishing works. ${countOf(queue.parked, "post")} ${queue.parked === 1 ? "needs" : "need"} your look.`;
  const held = heldWords(queue);
  if (held) return `Publishing works. ${held}`;
  if (publisher === "off") return "This server publishes when it is told to from outside.";
  if (publisher === "starting") return "Bandwagon has just started.";
  if (lateness.p95 === null) return "All is well. Nothing was due in the last 24 hours.";
  return isFew(lateness.count)
    ? `All is well. Last 24 hours: ${latenessWords(lateness)}.`
    : `All is well. 95 in 100 posts went out within ${inTime(lateness.p95)} of their time.`;
}

const named = ({ label, sandbox }: OperationsView["platforms"][number]) =>
  sandbox ? `${label} in the sandbox` : label;

const ENDS = ["1 s", "5 s", "15 s", "1 min", "5 min", "30 min"];

/** Below its bar: how late the posts in it were at most. */
export const bucketWords = (nth: number): string => ENDS[nth] ?? "longer";

/** "publish day" as people read it. */
export function windowWords(window: string): string {
  const [purpose, ...rest] = window.split(" ");
  const what = purpose === "read" ? "Reading" : "Posting";
  if (rest.length === 0) return what;
  const detail = rest.join(" ");
  return detail === "hint" ? `${what}, told by the platform` : `${what}, ${detail}`;
}

/** A platform's code without its dress. */
export const codeWords = (code: string | null): string =>
  code === null ? "No reason given" : code.replaceAll("_", " ");
