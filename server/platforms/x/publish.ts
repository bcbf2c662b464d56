import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, IdempotencyKey, Receipt, SaveReceipt, Session } from "../adapter";
import { toStoredAnswer } from "../http-answer";
import { createTweet, readCreatedId } from "./api";
import { isDuplicate, toNetworkOutcome, toOutcome } from "./errors";
import { findTweet } from "./find-tweet";
import { checkMedia, describeMedia, type MediaStep, uploadMedia } from "./media";
import { toTweetBody } from "./to-x";

const StoredReceipt = z.discriminatedUnion("stage", [
  z.object({ stage: z.literal("media"), mediaId: z.string() }),
  z.object({ stage: z.literal("creating"), text: z.string(), startedAt: z.iso.datetime() }),
]);

// X's own timeline needs a moment to show a new post, so that absence proves nothing at first.
const SETTLE_MS = 60_000;
const LOOK_AGAIN_MS = 30_000;

interface Work {
  session: Session;
  draft: Draft;
  key: IdempotencyKey;
  saveReceipt: SaveReceipt;
}

export async function publishTweet(work: Work): Promise<PublishOutcome> {
  const { session, draft } = work;
  if (!draft.media) return create(work, null);
  const step = await uploadMedia(session, draft.media);
  if (step.ready === false) await work.saveReceipt({ stage: "media", mediaId: step.mediaId });
  return afterMedia(work, step);
}

async function afterMedia(work: Work, step: MediaStep): Promise<PublishOutcome> {
  if (step.ready === null) return step.outcome;
  if (!step.ready) {
    return { kind: "pending", checkAfterMs: step.checkAfterMs, note: "X is processing the media" };
  }
  const altText = work.draft.media?.altText ?? null;
  const refusal = await describeMedia(work.session, step.mediaId, altText);
  return refusal ?? create(work, step.mediaId);
}

async function create(work: Work, mediaId: string | null): Promise<PublishOutcome> {
  const { session, draft, key } = work;
  const body = toTweetBody(draft, mediaId);
  const startedAt = session.now().toISOString();
  await work.saveReceipt({ stage: "creating", text: body.text, startedAt });
  try {
    const response = await createTweet(session, body);
    if (response.status < 300) {
      const id = readCreatedId(response);
      if (id) return toPublished(session, id, toStoredAnswer(response));
      const message = "X accepted the post but gave no id for it.";
      return { kind: "unknown", code: "bad_answer", message, response: toStoredAnswer(response) };
    }
    if (isDuplicate(response)) {
      return settleDuplicate(session, body.text, key, toOutcome(response, true, session.now()));
    }
    return toOutcome(response, true, session.now());
  } catch (error) {
    return toNetworkOutcome(error, true);
  }
}

/** The refusal may be about our own earlier try, whose answer we never saw. */
async function settleDuplicate(
  session: Session,
  text: string,
  key: IdempotencyKey,
  refusal: PublishOutcome,
): Promise<PublishOutcome> {
  const seen = await findTweet(session, text, key.firstAttemptAt);
  if (seen.found === null && seen.isComplete) {
    const message = "X refused this text because the account posted the same text before.";
    return { kind: "rejected", code: "duplicate", message, field: "text" };
  }
  if (seen.found === null || seen.found === "unreachable") {
    const message = "X says the text is already posted, and the earlier post was not found yet.";
    return { kind: "unknown", code: "duplicate", message, response: refusal.response };
  }
  return toPublished(session, seen.found.id, refusal.response);
}

export async function resumeTweet(work: Work, receipt: Receipt | null): Promise<PublishOutcome> {
  const { session, key } = work;
  if (receipt === null) {
    return absent("not_started", "The attempt ended before anything was sent to X.");
  }
  const stored = StoredReceipt.safeParse(receipt);
  if (!stored.success) {
    const message = "The notes of this attempt cannot be read.";
    return { kind: "unknown", code: "bad_receipt", message };
  }
  if (stored.data.stage === "media") {
    return afterMedia(work, await checkMedia(session, stored.data.mediaId));
  }
  const { text, startedAt } = stored.data;
  const seen = await findTweet(session, text, key.firstAttemptAt);
  if (seen.found === "unreachable") {
    return seen.needsReconnect
      ? { kind: "reconnect", code: "unauthorized", message: seen.message }
      : { kind: "pending", checkAfterMs: seen.checkAfterMs, note: seen.message };
  }
  if (seen.found !== null) return toPublished(session, seen.found.id);
  if (!seen.isComplete) {
    const message = "The account has posted too much since to tell whether this post is there.";
    return { kind: "unknown", code: "not_found", message };
  }
  const waited = session.now().getTime() - Date.parse(startedAt);
  if (waited < SETTLE_MS) {
    const checkAfterMs = Math.min(LOOK_AGAIN_MS, SETTLE_MS - waited);
    return { kind: "pending", checkAfterMs, note: "Waiting until X would show the post" };
  }
  return absent("not_found", "The post is not on X.");
}

function absent(code: string, message: string): PublishOutcome {
  return { kind: "retry_later", retryAfterMs: 0, code, message };
}

function toPublished(session: Session, id: string, response?: unknown): PublishOutcome {
  const site = session.endpoints.site;
  const permalink = `${site}/${encodeURIComponent(session.handle.replace(/^@/, ""))}/status/${id}`;
  return { kind: "published", externalId: id, permalink, visibility: "live", response };
}
