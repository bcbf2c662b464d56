import type { PublishOutcome, Visibility } from "@/lib/domain/publish-outcome";
import { notPosted } from "../network-outcome";
import { fetchStatus, type PublishStatus, readStatus } from "./api";
import { attempt } from "./attempt";
import { toStored } from "./envelope";
import { toFailure } from "./errors";
import type { Publishing } from "./receipt";
import { PRIVATE, PUBLIC, toPermalink } from "./to-tiktok";
import { ageOf, lookAgain, toWaiting, type Work } from "./work";

// TikTok shows a public post's id once it has been moderated, which may take hours.
const ID_WITHIN_MS = 6 * 3_600_000;

export type Told =
  | { ok: true; status: PublishStatus; response: unknown }
  | { ok: false; outcome: PublishOutcome };

export async function askStatus(work: Work, publishId: string): Promise<Told> {
  const answer = await attempt(work.session, false, () => fetchStatus(work.session, publishId));
  if (!answer.ok) return { ok: false, outcome: answer.outcome };
  const status = readStatus(answer.response);
  if (status) return { ok: true, status, response: toStored(answer.response) };
  return { ok: false, outcome: notPosted("bad_answer", "TikTok does not tell the state.") };
}

/** What became of a post that TikTok has all of. */
export async function pollPost(work: Work, publishing: Publishing): Promise<PublishOutcome> {
  const told = await askStatus(work, publishing.publishId);
  if (told.ok) return settleStatus(work, publishing, told);
  return afterUntold(told.outcome);
}

/** TikTok just does not answer, or refuses to tell: what it was asked for is the only trace of the post. */
export function afterUntold(outcome: PublishOutcome): PublishOutcome {
  if (outcome.kind !== "rejected") return toWaiting(outcome);
  const { code, message } = outcome;
  return { kind: "unknown", code, message: `${message} Look at the account.` };
}

export function settleStatus(
  work: Work,
  publishing: Publishing,
  { status, response }: Extract<Told, { ok: true }>,
): PublishOutcome {
  switch (status.status) {
    case "PUBLISH_COMPLETE":
      return { ...settleComplete(work, publishing, status.postId), response };
    case "SEND_TO_USER_INBOX":
      return { ...withoutAddress(publishing, "draft"), response };
    case "FAILED":
      return { ...toFailure(status.failReason, work.session.now()), response };
    default:
      // Words that nobody documented count as work in progress.
      return lookAgain(work, publishing.startedAt, "TikTok is processing the post.");
  }
}

function settleComplete(work: Work, publishing: Publishing, postId: string | null): PublishOutcome {
  const { session, draft } = work;
  if (postId !== null) {
    const permalink = toPermalink(session.endpoints.site, session.handle, draft.format, postId);
    return { kind: "published", externalId: postId, permalink, visibility: "live" };
  }
  const { privacy } = draft.options;
  const isDirect = draft.format !== "draft";
  if (isDirect && privacy === PUBLIC && ageOf(work, publishing.startedAt) < ID_WITHIN_MS) {
    return lookAgain(work, publishing.startedAt, "TikTok checks the post before it shows it");
  }
  return withoutAddress(publishing, isDirect && privacy === PRIVATE ? "draft" : "live");
}

/** Posts that are not for everybody never get an id of their own: the publish id stands for it. */
const withoutAddress = (
  { publishId }: Publishing,
  visibility: Visibility,
): Extract<PublishOutcome, { kind: "published" }> => ({
  kind: "published",
  externalId: publishId,
  permalink: null,
  visibility,
});
