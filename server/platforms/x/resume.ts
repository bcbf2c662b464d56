import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Receipt } from "../adapter";
import { toRefusedLook } from "../in-doubt";
import { absent } from "../network-outcome";
import { whileSettling } from "../settling";
import { findTweet, type Unreachable } from "./find-tweet";
import { checkMedia } from "./media";
import { afterMedia } from "./publish";
import { readReceipt, type StoredReceipt } from "./receipt";
import { sendParts } from "./send-parts";
import type { Work } from "./work";

// Media and polls belong to the first part, which is out whenever more are sent from here.
const nothing = { mediaIds: [], poll: null };

export async function resumeTweet(work: Work, receipt: Receipt | null): Promise<PublishOutcome> {
  if (receipt === null) {
    return absent("not_started", "The attempt ended before anything was sent to X.");
  }
  const stored = readReceipt(receipt);
  if (!stored) {
    const message = "The notes of this attempt cannot be read.";
    return { kind: "unknown", code: "bad_receipt", message };
  }
  switch (stored.stage) {
    case "media":
      return afterMedia(work, await checkMedia(work.session, work.draft.media, stored.mediaId));
    case "sending":
      return look(work, stored);
    case "halted":
      return sendParts(work, nothing, stored.ids);
    case "refused":
      return { kind: "unknown", code: stored.code, message: stored.message };
  }
}

async function look(
  work: Work,
  { ids, text, startedAt }: Extract<StoredReceipt, { stage: "sending" }>,
): Promise<PublishOutcome> {
  const { session, key } = work;
  const wanted = { text, since: key.firstAttemptAt, replyTo: ids.at(-1) ?? null, except: ids };
  const seen = await findTweet(session, wanted);
  if (seen.found === "unreachable") return afterBlindLook(seen);
  if (seen.found !== null) return sendParts(work, nothing, [...ids, seen.found.id]);
  if (!seen.isComplete) {
    const message = "The account has posted too much since to tell whether this post is there.";
    return { kind: "unknown", code: "not_found", message };
  }
  if (seen.hasOlder) {
    const message = "An equal post is there from just before the first try. Check which one it is.";
    return { kind: "unknown", code: "equal_post", message };
  }
  const settling = whileSettling(session, startedAt, "X");
  if (settling) return settling;
  // A thread goes on where it stopped; a first part begins anew, with its media.
  if (ids.length > 0) return sendParts(work, nothing, ids);
  return absent("not_found", "The post is not on X.");
}

function afterBlindLook(seen: Unreachable): PublishOutcome {
  return seen.needsReconnect
    ? toRefusedLook({ code: "unauthorized", message: seen.message })
    : { kind: "pending", checkAfterMs: seen.checkAfterMs, note: seen.message };
}
