import type { Composition } from "@/components/composer/composition";
import { ApiError } from "@/lib/api/fetcher";
import type { AccountView } from "@/lib/contracts/accounts";
import type { PublishAnswer } from "@/lib/contracts/publish";

/** What is to be mended, by where it is seen. */
export interface Problems {
  accounts?: string;
  when?: string;
  form?: string;
  byAccount: Readonly<Record<string, string>>;
}

const DONE: Partial<Record<PublishAnswer["status"], string>> = {
  draft: "Kept as a draft",
  scheduled: "Scheduled",
  awaiting_approval: "Waits for approval",
};

/** "On its way to 2 of 3 accounts". */
export function describeTaken(
  { status, results }: PublishAnswer,
  accounts: readonly AccountView[],
): string {
  const taken = results.filter(({ ok }) => ok);
  const done = DONE[status];
  const only = accounts.find(({ id }) => id === taken[0]?.accountId)?.handle;
  const whom = taken.length === 1 && only ? only : `${taken.length} accounts`;
  const of = taken.length < results.length ? `${taken.length} of ${results.length} accounts` : whom;
  return done ? `${done} for ${of}` : `On its way to ${of}`;
}

type Submit = {
  when: Composition["when"];
  needsApproval: boolean;
  /** Accounts that would take it, of those that were chosen. */
  ready: number;
  of: number;
};

/** What the button does: "Publish to 1 of 5", "Send for approval". */
export function submitWords({ when, needsApproval, ready, of }: Submit): string {
  if (when === "draft") return "Save draft";
  const isPart = ready > 0 && ready < of;
  if (needsApproval) return isPart ? `Send ${ready} of ${of} for approval` : "Send for approval";
  if (when === "at") return isPart ? `Schedule ${ready} of ${of}` : "Schedule";
  return isPart ? `Publish to ${ready} of ${of}` : "Publish now";
}

/** The rules speak of variants; a post without a campaign has none. */
export const inPost = (words: string): string => words.replaceAll("this variant", "this post");

/** What the server said beyond the issues that stand on the page already. */
export const leftToSay = (problem: string, issues: readonly { message: string }[]): string =>
  issues.reduce((rest, { message }) => rest.replace(message, ""), inPost(problem)).trim();

/** Each message at the account it is about. */
export function toProblems(error: Error, sent: readonly AccountView[]): Problems {
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  const byAccount: Record<string, string> = {};
  let when: string | undefined;
  for (const { path, message } of errors) {
    const account = sent[Number(path.match(/^targets\.(\d+)\./)?.[1] ?? -1)];
    if (account) byAccount[account.id] = [byAccount[account.id], message].filter(Boolean).join(" ");
    if (path === "scheduledAt") when = message;
  }
  const isPlaced = when !== undefined || Object.keys(byAccount).length > 0;
  return { byAccount, ...(when ? { when } : {}), ...(isPlaced ? {} : { form: error.message }) };
}
