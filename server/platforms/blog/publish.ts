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
import {
  type BlogSite,
  Credentials,
  getFromSite,
  postMessage,
  readAnswer,
  toSameHost,
} from "./api";
import { checkOwnRules } from "./check";
import { toDetail, toNetworkOutcome, toOutcome } from "./errors";
import {
  type PublishBody,
  toNextCheckMs,
  toPermalink,
  toPublishBody,
  toVisibility,
} from "./to-blog";

const StoredReceipt = z.object({ statusUrl: z.string(), acceptedAt: z.iso.datetime() });
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

export async function publishToBlog(
  session: Session,
  draft: Draft,
  key: IdempotencyKey,
  saveReceipt: SaveReceipt,
): Promise<PublishOutcome> {
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
  const asked = toPublishBody(draft, key.firstAttemptAt);
  const body = JSON.stringify(asked);
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) {
    const message = "The post is larger than the megabyte a site has to accept.";
    return { kind: "rejected", code: "too_large", message, field: "text" };
  }
  // The content is part of the key: an edited post is a new revision, not a conflict.
  const idempotencyKey = `${draft.postId}:${digest(body).slice(0, 16)}`;
  const webhookId = `msg_${digest(idempotencyKey).slice(0, 32)}`;
  try {
    const response = await postMessage(session, site, { webhookId, idempotencyKey, body });
    if (response.status >= 300) return toOutcome(response, key.attempt, session.now());
    return await accept(session, site, asked, response, saveReceipt);
  } catch (error) {
    return toNetworkOutcome(error);
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

export async function resumeOnBlog(
  session: Session,
  receipt: Receipt | null,
  postId: string,
): Promise<PublishOutcome> {
  const site = toSite(session);
  if (!site) return noSite;
  const stored = StoredReceipt.safeParse(receipt).data;
  if (!stored) {
    const message = "Sending it again is safe: the site knows the post by its key.";
    return { kind: "retry_later", retryAfterMs: 0, code: "safe_to_repeat", message };
  }
  const age = session.now().getTime() - Date.parse(stored.acceptedAt);
  const again = (note: string): PublishOutcome =>
    age > POLL_LIMIT_MS
      ? { kind: "unknown", code: "pending_too_long", message: "The site gave no result in a day." }
      : { kind: "pending", checkAfterMs: toNextCheckMs(age), note };
  try {
    const response = await getFromSite(session, site, stored.statusUrl);
    if (response.status === 401 || response.status === 403) {
      return toOutcome(response, 1, session.now());
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
  let outcome: PublishOutcome;
  try {
    const response = await postMessage(session, site, { webhookId, idempotencyKey, body });
    if (response.status < 300) return { kind: "removed" };
    const isGone = response.status === 404 || response.status === 410;
    if (isGone && readAnswer(response)) return { kind: "already_gone" };
    outcome = toOutcome(response, 1, session.now());
  } catch (error) {
    outcome = toNetworkOutcome(error);
  }
  if (outcome.kind === "retry_later") {
    const { retryAfterMs, code, message } = outcome;
    return { kind: "retry_later", retryAfterMs, code, message };
  }
  const { code, message } =
    "message" in outcome ? outcome : { code: "refused", message: "The site did not delete it." };
  return { kind: outcome.kind === "reconnect" ? "reconnect" : "refused", code, message };
}
