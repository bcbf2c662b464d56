import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { renderLinks } from "@/lib/domain/short-links";
import { tidyOutcome } from "@/lib/domain/tidy-outcome";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import type { MediaRef } from "@/server/media/open-media";
import type {
  Draft,
  DraftMedia,
  IdempotencyKey,
  PlatformAdapter,
  Receipt,
  Session,
} from "@/server/platforms/adapter";
import { type ClaimedPost, LEASE_RENEW_MS, type Runtime } from "./claimed-post";
import { createHeldLease, type HeldLease, underLease } from "./held-lease";
import { NOT_SENT } from "./not-sent";
import { publishRecipients } from "./publish-recipients";
import { redactSecrets } from "./redact-secrets";
import { LeaseLostError, type NewReceipt, renewLease } from "./save-receipt";

const LOOK_AGAIN_MS = 30_000;

export type OpenedSession = { ok: true; session: Session } | { ok: false; outcome: PublishOutcome };

/** What publishing needs from its neighbours; the process wires them, tests hand in their own. */
export interface PublishParts {
  adapters: Readonly<Partial<Record<Platform, PlatformAdapter>>>;
  openSession(runtime: Runtime, accountId: string): Promise<OpenedSession>;
  /** The platform just refused this token: a session with a fresh one. */
  reopenSession(runtime: Runtime, accountId: string, refused: string): Promise<OpenedSession>;
  /** Throws when the file is gone. */
  openMedia(runtime: Runtime, ref: MediaRef): Promise<DraftMedia>;
}

/** Resolves once the receipt is on disk; false when the post is not ours any more. */
export type KeepReceipt = (item: NewReceipt) => Promise<boolean>;

export interface FinishedPost {
  claimed: ClaimedPost;
  outcome: PublishOutcome;
  finishedAt: Date;
}

/** One try, with no transaction open. Never throws: whatever happens is an outcome. */
export async function publishPost(
  runtime: Runtime,
  parts: PublishParts & { keepReceipt: KeepReceipt },
  claimed: ClaimedPost,
): Promise<FinishedPost> {
  const lease = createHeldLease(runtime, claimed.post.leaseUntil);
  const renewal = setInterval(() => {
    renewLease(runtime, claimed).then(
      (until) => (until ? lease.extend(until) : lease.lose()),
      (err) => runtime.log.warn({ err }, "lease not renewed"),
    );
  }, LEASE_RENEW_MS);
  const openSession = async (...args: Parameters<PublishParts["openSession"]>) =>
    keepTo(lease, await parts.openSession(...args));
  const reopenSession = async (...args: Parameters<PublishParts["reopenSession"]>) =>
    keepTo(lease, await parts.reopenSession(...args));
  try {
    const leased = { ...parts, openSession, reopenSession };
    const outcome = await tryOnce(runtime, leased, claimed);
    const finishedAt = runtime.clock.now();
    return { claimed, outcome: tidyOutcome(outcome, finishedAt), finishedAt };
  } finally {
    clearInterval(renewal);
  }
}

const keepTo = (lease: HeldLease, opened: OpenedSession): OpenedSession =>
  opened.ok ? { ok: true, session: underLease(opened.session, lease) } : opened;

async function tryOnce(
  runtime: Runtime,
  parts: PublishParts & { keepReceipt: KeepReceipt },
  claimed: ClaimedPost,
): Promise<PublishOutcome> {
  const { post } = claimed;
  try {
    const adapter = parts.adapters[post.platform as Platform];
    if (!adapter) {
      const refusal = refuse("no_adapter", `Publishing to ${post.platform} is not built in.`);
      return beforeCall(claimed, refusal);
    }
    const draft = await loadDraft(runtime, parts, claimed);
    if ("kind" in draft) return beforeCall(claimed, draft);
    if (claimed.kind === "publish") {
      const issue = adapter.check(draft).find(({ severity }) => severity === "error");
      if (issue) return { ...refuse(issue.code, issue.message), field: issue.field };
    }
    const opened = await parts.openSession(runtime, post.accountId);
    if (!opened.ok) return beforeCall(claimed, opened.outcome);
    const { keepReceipt } = parts;
    const sending: Sending = { runtime, adapter, claimed, draft, keepReceipt, kept: post.receipt };
    const isForContacts = catalog[adapter.platform].audience === "contacts";
    const attempt = isForContacts ? publishRecipients : send;
    const outcome = await attempt(sending, opened.session);
    if (outcome.kind === "pending" && outcome.lookRefused) {
      return await lookWithFreshAccess(parts, sending, opened.session, outcome);
    }
    if (outcome.kind !== "reconnect") return outcome;
    // A refused token is surely no post: one fresh token, one more try, then a person.
    const { accessToken } = opened.session;
    if (accessToken === "") return outcome;
    const renewed = await parts.reopenSession(runtime, post.accountId, accessToken);
    if (!renewed.ok) {
      // Where nothing can be renewed, what the platform refused is the better reason.
      const isFinal = renewed.outcome.kind === "reconnect";
      return beforeCall(claimed, isFinal ? outcome : renewed.outcome);
    }
    return await attempt(sending, renewed.session);
  } catch (error) {
    runtime.log.error({ err: error, postId: post.id }, "publishing could not begin");
    const message = "This server could not prepare the post. Its log says why.";
    const code = "not_prepared";
    return beforeCall(claimed, { kind: "retry_later", retryAfterMs: null, code, message });
  }
}

/**
 * The post may be out and its platform refused to tell: a fresh token may look, and from here on
 * nothing is sent a second time, not even when no token can be had.
 */
async function lookWithFreshAccess(
  parts: PublishParts,
  sending: Sending,
  { accessToken }: Session,
  outcome: Extract<PublishOutcome, { kind: "pending" }>,
): Promise<PublishOutcome> {
  const { runtime, claimed } = sending;
  if (accessToken === "") return outcome;
  const later = { ...outcome, lookRefused: undefined };
  try {
    const renewed = await parts.reopenSession(runtime, claimed.post.accountId, accessToken);
    if (!renewed.ok) return renewed.outcome.kind === "reconnect" ? outcome : later;
    const post = { ...claimed.post, receipt: sending.kept };
    const look = { ...sending, claimed: { ...claimed, post, kind: "resume" as const } };
    return await send(look, renewed.session);
  } catch (error) {
    runtime.log.error({ err: error, postId: claimed.post.id }, "a look could not begin");
    return later;
  }
}

/** A look that never reached the platform proves nothing: only an answer can free a post to go again. */
function beforeCall({ kind }: ClaimedPost, outcome: PublishOutcome): PublishOutcome {
  if (kind === "publish") return outcome;
  if (outcome.kind === "retry_later") {
    const checkAfterMs = outcome.retryAfterMs ?? LOOK_AGAIN_MS;
    return { kind: "pending", checkAfterMs, note: outcome.message };
  }
  if (outcome.kind !== "rejected") return outcome;
  return { kind: "unknown", code: outcome.code, message: outcome.message };
}

async function loadDraft(
  runtime: Runtime,
  parts: PublishParts,
  { post }: ClaimedPost,
): Promise<Draft | PublishOutcome> {
  const { content, workspaceId } = post;
  if (!content) return refuse("no_content", "This post has no text. Write one and plan it again.");
  const { title, options } = content;
  const text = renderLinks(content.text, post.links?.items ?? []);
  const format = findFormat(catalog[post.platform as Platform], content.format).key;
  try {
    const media = await Promise.all(
      content.media.map(({ mediaId, altText }) =>
        parts.openMedia(runtime, { workspaceId, mediaId, altText }),
      ),
    );
    return { postId: post.id, format, title, text, media, options };
  } catch (error) {
    runtime.log.error({ err: error, postId: post.id }, "media could not be opened");
    return refuse("media_gone", "A media file is gone. Upload it again and pin that variant.");
  }
}

interface Sending {
  runtime: Runtime;
  adapter: PlatformAdapter;
  claimed: ClaimedPost;
  draft: Draft;
  keepReceipt: KeepReceipt;
  /** The latest receipt that is on disk. */
  kept: unknown;
}

async function send(sending: Sending, session: Session): Promise<PublishOutcome> {
  const { runtime, adapter, claimed, draft, keepReceipt } = sending;
  const { post } = claimed;
  const key: IdempotencyKey = {
    key: post.idempotencyKey,
    attempt: post.attempt,
    firstAttemptAt: post.firstAttemptAt ?? runtime.clock.now(),
  };
  const keep = async (receipt: Receipt) => {
    if (await keepReceipt({ claimed, receipt })) {
      sending.kept = receipt;
      return;
    }
    throw new LeaseLostError("Another publisher took this post over.");
  };
  try {
    const outcome =
      claimed.kind === "publish"
        ? await adapter.publish(session, draft, key, keep)
        : await adapter.resume(session, key, toReceipt(post.receipt), draft, keep);
    // In here, since whatever fails after the call leaves open whether the post is out.
    return redactSecrets(outcome, session);
  } catch (error) {
    const lost = error instanceof LeaseLostError;
    if (!lost) runtime.log.error({ err: error, postId: post.id }, "an adapter failed");
    const message = lost
      ? "Another process took this post over."
      : "Something failed while posting. Looking whether it is out.";
    return { kind: "unknown", code: lost ? "lease_lost" : "adapter_failed", message };
  }
}

const toReceipt = (stored: unknown): Receipt | null => (stored ?? null) as Receipt | null;

function refuse(code: string, message: string): Extract<PublishOutcome, { kind: "rejected" }> {
  return { kind: "rejected", code, message, response: NOT_SENT };
}
