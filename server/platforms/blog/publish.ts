import { createHash } from "node:crypto";
import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type {
  Draft,
  IdempotencyKey,
  Receipt,
  RemoveOutcome,
  SaveReceipt,
  Session,
} from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { toStoredAnswer } from "../http-answer";
import { stayInDoubt, toRefusedLook } from "../in-doubt";
import { toNetworkOutcome } from "../network-outcome";
import { toRemoveOutcome } from "../remove-outcome";
import {
  type BlogSite,
  Credentials,
  getFromSite,
  postMessage,
  readAnswer,
  toSameHost,
} from "./api";
import { checkOwnRules } from "./check";
import { toDetail, toOutcome } from "./errors";
import {
  type PublishBody,
  toNextCheckMs,
  toPermalink,
  toPublishBody,
  toVisibility,
} from "./to-blog";

const StoredReceipt = z.union([
  z.object({ statusUrl: z.string(), acceptedAt: z.iso.datetime() }),
  /** The message may have been sent. */
  z.object({ stage: z.literal("sending") }),
]);
// Later than that, what had not arrived would come out of turn.
const REPEAT_WITHIN_MS = 3_600_000;
const LOOK_AGAIN_MS = 60_000;
const LATEST_LOOK_MS = 10 * 60_000;
const POLL_LIMIT_MS = 24 * 3_600_000;
const MAX_BODY_BYTES = 1_000_000;

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

/** Null where what was sealed is not what this version writes. */
export function toSite(session: Session): BlogSite | null {
  return Credentials.safeParse(session.credentials).data ?? null;
}

const noSite = {
  kind: "reconnect",
  code: "credentials_missing",
  message: "The site's address and key are missing. Connect it again.",
} as const;

interface Work {
  session: Session;
  draft: Draft;
  key: IdempotencyKey;
  saveReceipt: SaveReceipt;
}

export async function publishToBlog(work: Work): Promise<PublishOutcome> {
  const { session, draft } = work;
  const site = toSite(session);
  if (!site) return noSite;
  if (draft.media.some((media) => !media.publicUrl)) {
    const message = "The site fetches media by address, and this file has no public one.";
    return { kind: "rejected", code: "media_unreachable", message, field: "media" };
  }
  const [issue] = checkOwnRules(draft);
  if (issue) {
    const { code, message, field } = issue;
    return { kind: "rejected", code, message, field };
  }
  const body = JSON.stringify(toPublishBody(draft, work.key.firstAttemptAt));
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) {
    const message = "The post is larger than the megabyte a site has to accept.";
    return { kind: "rejected", code: "too_large", message, field: "text" };
  }
  await work.saveReceipt({ stage: "sending" });
  return send(work, site);
}

/** The same bytes under the same key whenever it is called, so that the site takes them once. */
async function send(work: Work, site: BlogSite): Promise<PublishOutcome> {
  const { session, draft, key, saveReceipt } = work;
  const asked = toPublishBody(draft, key.firstAttemptAt);
  const body = JSON.stringify(asked);
  // The content is part of the key: an edited post is a new revision, not a conflict.
  const idempotencyKey = `${draft.postId}:${digest(body).slice(0, 16)}`;
  const webhookId = `msg_${digest(idempotencyKey).slice(0, 32)}`;
  try {
    const response = await postMessage(session, site, { webhookId, idempotencyKey, body });
    if (response.status >= 300) return toOutcome(response, key.attempt, session.now());
    return await accept(session, site, asked, response, saveReceipt);
  } catch (error) {
    return toNetworkOutcome(error, "The site", { creates: true, isTyped: true });
  }
}

async function accept(
  session: Session,
  site: BlogSite,
  asked: PublishBody,
  response: EgressResponse,
  saveReceipt: SaveReceipt,
): Promise<PublishOutcome> {
  const answer = readAnswer(response);
  const statusUrl = response.status === 202 ? toSameHost(site, answer?.status_url) : null;
  if (statusUrl) {
    await saveReceipt({ statusUrl, acceptedAt: session.now().toISOString() });
    return { kind: "pending", checkAfterMs: toNextCheckMs(0), note: "The site works on it" };
  }
  if (answer?.status === "failed") return toFailure(response);
  return {
    kind: "published",
    // Deletes, metrics and notices all name the post by our id, so that is the one to keep.
    externalId: asked.external_id,
    permalink: toPermalink(answer?.url),
    // A site that says nothing, or nothing we know, did what it was asked.
    visibility: toVisibility(answer?.status ?? "") ?? toVisibility(asked.status) ?? "live",
    response: toStoredAnswer(response),
  };
}

export async function resumeOnBlog(work: Work, receipt: Receipt | null): Promise<PublishOutcome> {
  const { session } = work;
  const site = toSite(session);
  if (!site) return toRefusedLook(noSite);
  if (receipt === null) {
    const message = "The attempt ended before anything was sent.";
    return { kind: "retry_later", retryAfterMs: null, code: "not_started", message };
  }
  const stored = StoredReceipt.safeParse(receipt).data;
  if (!stored) {
    const message = "The notes of this attempt cannot be read.";
    return { kind: "unknown", code: "bad_receipt", message };
  }
  return "stage" in stored ? repeat(work, site) : poll(work, site, stored);
}

/** Asks by sending it again, for an hour; then a person has to look. */
async function repeat(work: Work, site: BlogSite): Promise<PublishOutcome> {
  const age = work.session.now().getTime() - work.key.firstAttemptAt.getTime();
  if (age > REPEAT_WITHIN_MS) {
    const message = "The site has not said within an hour whether it took the post.";
    return { kind: "unknown", code: "not_told", message };
  }
  const outcome = await send(work, site);
  // What is refused now may have been taken before.
  if (outcome.kind === "rejected" || outcome.kind === "reconnect") return stayInDoubt(outcome);
  if (outcome.kind !== "unknown" && outcome.kind !== "retry_later") return outcome;
  const told = outcome.kind === "retry_later" ? outcome.retryAfterMs : null;
  const checkAfterMs = told ?? Math.min(LATEST_LOOK_MS, Math.max(LOOK_AGAIN_MS, age / 2));
  return { kind: "pending", checkAfterMs, note: outcome.message };
}

async function poll(
  { session, draft: { postId } }: Work,
  site: BlogSite,
  stored: { statusUrl: string; acceptedAt: string },
): Promise<PublishOutcome> {
  const age = session.now().getTime() - Date.parse(stored.acceptedAt);
  const again = (note: string): PublishOutcome =>
    age > POLL_LIMIT_MS
      ? { kind: "unknown", code: "pending_too_long", message: "The site gave no result in a day." }
      : { kind: "pending", checkAfterMs: toNextCheckMs(age), note };
  try {
    const response = await getFromSite(session, site, stored.statusUrl);
    if (response.status === 401 || response.status === 403) {
      return stayInDoubt(toOutcome(response, 1, session.now()));
    }
    if (response.status >= 300) return again(`The site answered ${response.status}`);
    const answer = readAnswer(response);
    if (answer?.status === "failed") return toFailure(response);
    const visibility = toVisibility(answer?.status ?? "");
    if (!visibility) return again("The site works on it");
    return {
      kind: "published",
      externalId: postId,
      permalink: toPermalink(answer?.url),
      visibility,
      response: toStoredAnswer(response),
    };
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return again(error.message);
  }
}

function toFailure(response: EgressResponse): PublishOutcome {
  const answer = readAnswer(response);
  const message = answer?.detail ? toDetail(response) : "The site could not publish the post.";
  return { kind: "rejected", code: "failed", message, response: toStoredAnswer(response) };
}

export async function removeFromBlog(session: Session, postId: string): Promise<RemoveOutcome> {
  const site = toSite(session);
  if (!site) return noSite;
  const timestamp = session.now().toISOString();
  const body = JSON.stringify({ type: "post.delete", timestamp, external_id: postId });
  const webhookId = `msg_${digest(`delete ${postId}`).slice(0, 32)}`;
  const idempotencyKey = `${postId}:delete`;
  try {
    const response = await postMessage(session, site, { webhookId, idempotencyKey, body });
    if (response.status < 300) return { kind: "removed" };
    const isGone = response.status === 404 || response.status === 410;
    if (isGone && readAnswer(response)) return { kind: "already_gone" };
    return toRemoveOutcome(toOutcome(response, 1, session.now()), "The site");
  } catch (error) {
    const facts = { creates: true, isTyped: true };
    return toRemoveOutcome(toNetworkOutcome(error, "The site", facts), "The site");
  }
}
