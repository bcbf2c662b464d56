import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Receipt } from "../adapter";
import { stayInDoubt, toRefusedLook } from "../in-doubt";
import { absent } from "../network-outcome";
import { whileSettling } from "../settling";
import { findPost } from "./find-post";
import { checkAssets } from "./media";
import { afterMedia, sendPost } from "./publish";
import { readReceipt, type StoredReceipt } from "./receipt";
import { toCommentary } from "./to-linkedin";
import { toPublished, type Work } from "./work";

// A new post takes a moment to be listed, and to be known to the check for duplicates.
const LOOK_AGAIN_MS = 30_000;
// How long LinkedIn remembers a text is not told; a day was seen. This stays far below.
const PROBE_WITHIN_MS = 3_600_000;

type Sending = Extract<StoredReceipt, { stage: "sending" }>;

export async function resumePost(work: Work, receipt: Receipt | null): Promise<PublishOutcome> {
  if (receipt === null) {
    return absent("not_started", "The attempt ended before anything was sent to LinkedIn.");
  }
  const stored = readReceipt(receipt);
  if (!stored) return inDoubt("bad_receipt", "The notes of this attempt cannot be read.");
  if (stored.stage === "sending") return look(work, stored);
  const { assets, uploadedAt } = stored;
  return afterMedia(work, await checkAssets(work.session, assets, new Date(uploadedAt)));
}

async function look(work: Work, stored: Sending): Promise<PublishOutcome> {
  const { session, draft, key } = work;
  const files = stored.assets.map(({ urn }) => urn);
  const wanted = { commentary: toCommentary(draft), files, since: key.firstAttemptAt };
  const seen = await findPost(session, wanted);
  switch (seen.kind) {
    case "found":
      return toPublished(session, seen.post.id, { found: seen.post.id });
    case "hidden":
      return probe(work, stored);
    case "unreachable":
      return seen.needsReconnect
        ? toRefusedLook({ code: "unauthorized", message: seen.message })
        : { kind: "pending", checkAfterMs: seen.checkAfterMs, note: seen.message };
    case "absent":
      if (!seen.isComplete) {
        const message = "The account has posted too much since to tell whether this post is there.";
        return inDoubt("not_found", message);
      }
      if (seen.hasOlder) {
        const message = "An equal post is there from just before. Check which one it is.";
        return inDoubt("equal_post", message);
      }
      return waitUntilShown(work, stored) ?? absent("not_found", "The post is not on LinkedIn.");
  }
}

const waitUntilShown = ({ session }: Work, { sentAt }: Sending): PublishOutcome | null =>
  whileSettling(session, sentAt, "LinkedIn");

/**
 * Few apps may read a member's posts. But LinkedIn refuses the same text twice and names the first,
 * so that sending it again finds out. Whether that holds for files is not known: those are left alone.
 */
async function probe(work: Work, stored: Sending): Promise<PublishOutcome> {
  const sinceStart = work.session.now().getTime() - Date.parse(stored.startedAt);
  const isSafe = stored.assets.length === 0 && toCommentary(work.draft) !== "";
  if (!isSafe || sinceStart > PROBE_WITHIN_MS) {
    const message =
      "LinkedIn does not let this app read a member's posts. Look there whether the post is out.";
    return inDoubt("cannot_look", message);
  }
  const waiting = waitUntilShown(work, stored);
  if (waiting) return waiting;
  const outcome = await sendPost(work, stored.assets, stored.startedAt);
  return afterSecond(outcome);
}

/** What befalls the second sending says nothing of the first. */
function afterSecond(outcome: PublishOutcome): PublishOutcome {
  const isTold = outcome.kind === "rejected" && outcome.code.startsWith("duplicate");
  return isTold ? outcome : stayInDoubt(outcome, LOOK_AGAIN_MS);
}

const inDoubt = (code: string, message: string): PublishOutcome => ({
  kind: "unknown",
  code,
  message,
});
