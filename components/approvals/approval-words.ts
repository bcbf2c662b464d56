import { formatInZone } from "@/components/ui/zoned-format";
import type {
  ApprovalItem,
  ApprovalPage,
  ApprovalState,
  ReviewResult,
} from "@/lib/contracts/approvals";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { ReviewVerdict } from "@/lib/contracts/reviews";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

const posts = (amount: number) => (amount === 1 ? "1 post" : `${amount} posts`);

/** "For 3 posts. The first is due Tue 24 Nov 09:00; after 15:00 it is too late." */
export function describeWaiting(
  { waitingPosts, earliest }: Pick<ApprovalItem, "waitingPosts" | "earliest">,
  zone: string,
): string {
  if (waitingPosts === 0 || !earliest) return "No post waits for it yet.";
  const due = formatInZone(earliest.dueAt, zone, "date-time");
  const { dueAt, deadlineAt } = earliest;
  const isSameDay = formatInZone(dueAt, zone, "date") === formatInZone(deadlineAt, zone, "date");
  const late = formatInZone(deadlineAt, zone, isSameDay ? "time" : "day-time");
  const which = waitingPosts === 1 ? "It is" : "The first is";
  return `For ${posts(waitingPosts)}. ${which} due ${due}; after ${late} it is too late (${zone}).`;
}

const SHOWN: Record<ApprovalState, (isOne: boolean) => string> = {
  waiting: (isOne) => (isOne ? "waits for approval" : "wait for approval"),
  changes_requested: (isOne) => (isOne ? "is to be changed" : "are to be changed"),
  rejected: (isOne) => (isOne ? "is rejected" : "are rejected"),
  approved: (isOne) => (isOne ? "is approved" : "are approved"),
};

/** What one tab or one filter shows: "3 variants of this choice wait for approval." */
export function shownWords(
  { state, campaignId, platform }: { state: ApprovalState; campaignId?: string; platform?: string },
  { items, nextCursor }: Pick<ApprovalPage, "items" | "nextCursor">,
  zone: string,
): string {
  const amount = items.length;
  const isOne = amount === 1;
  const choice = campaignId || platform ? " of this choice" : "";
  const what = isOne ? "variant" : "variants";
  const count = amount === 0 ? "No" : nextCursor ? `More than ${amount}` : `${amount}`;
  const said = `${count} ${what}${choice} ${SHOWN[state](isOne)}`;
  const first = state === "waiting" ? items[0]?.earliest : null;
  if (!first) return `${said}.`;
  return `${said}; the first post is due ${formatInZone(first.dueAt, zone, "date-time")}.`;
}

/** Who wrote it. */
export function writtenWords({ source, model }: Pick<VariantView, "source" | "model">): string {
  if (source === "person") return "Written by hand";
  if (source === "sample") return "Sample text";
  return model ? `Written by Bandwagon with ${model}` : "Written by Bandwagon";
}

const DONE: Record<ReviewVerdict, (what: string, isOne: boolean) => string> = {
  approved: (what, isOne) => `${what} ${isOne ? "is" : "are"} approved`,
  changes_requested: (what) => `Changes asked for ${lower(what)}`,
  rejected: (what, isOne) => `${what} ${isOne ? "is" : "are"} rejected`,
  withdrawn: (what, isOne) => `${what} ${isOne ? "waits" : "wait"} again`,
};
const lower = (what: string) => what.charAt(0).toLowerCase() + what.slice(1);

type Decided = { letter: string; platform: Platform };

/** What became of it, for the slip below: "Variant B on X is approved". */
export function doneWords(verdict: ReviewVerdict, done: readonly Decided[]): string {
  const [only, ...others] = done;
  if (!only || others.length > 0) return DONE[verdict](`${done.length} variants`, false);
  return DONE[verdict](`Variant ${only.letter} on ${catalog[only.platform].label}`, true);
}

const NOT_DONE: Record<ReviewVerdict, string> = {
  approved: "Not approved",
  changes_requested: "Nothing was asked",
  rejected: "Not rejected",
  withdrawn: "Not taken back",
};

export const failedWords = (
  verdict: ReviewVerdict,
  { message }: Pick<ReviewResult, "message">,
) => ({
  title: NOT_DONE[verdict],
  detail: message ?? "Read it again and try once more.",
});
