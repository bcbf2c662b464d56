import type { SandboxContext } from "../context";
import { changeObject, findObject, listObjects, putObject, type SandboxObject } from "../objects";
import { createPost, findPost } from "../posts";
import type { Profile } from "../profiles";
import { sha256Hex } from "../seeded";
import { nextNumber } from "../store";
import { announce } from "./webhooks";

export interface PublishDetail {
  mode: "direct" | "inbox";
  kind: "video" | "photo";
  title: string;
  text: string;
  privacy: string;
  /** Of a file that is uploaded. */
  total: number;
  chunkSize: number;
  count: number;
  mimeType: string | null;
  token: string;
  uploadUntil: number;
  received: number;
  /** Set when it ends badly. */
  failReason: string | null;
  /** Public posts only. */
  postId: string | null;
  /** From here on the post is shown, and its id is told. */
  publicAt: number | null;
}

/** Uploading; accepted, then told about as it goes on: delivered, and at last closed. */
export type Publishing = SandboxObject<PublishDetail>;

const keptForMs = 7 * 86_400_000;
const uploadWithinMs = 3_600_000;

const keyOf = (id: string) => ({ platform: "tiktok", kind: "publish", id });

export type NewPublishing = Pick<PublishDetail, "mode" | "kind" | "title" | "text" | "privacy"> &
  Partial<Pick<PublishDetail, "total" | "chunkSize" | "count">> & { token?: string };

export function beginPublishing(
  context: SandboxContext,
  creator: Profile,
  input: NewPublishing,
): Publishing {
  const now = context.now().getTime();
  const letter = input.kind === "photo" ? "p_pub_url" : "v_pub_file";
  const prefix = input.mode === "inbox" ? "v_inbox_file" : letter;
  const id = `${prefix}~v2-1.${toNumber(context)}`;
  const detail: PublishDetail = {
    total: 0,
    chunkSize: 0,
    count: 0,
    token: "",
    ...input,
    mimeType: null,
    uploadUntil: now + uploadWithinMs,
    received: 0,
    failReason: null,
    postId: null,
    publicAt: null,
  };
  const expiresAt = now + keptForMs;
  putObject(context, {
    ...keyOf(id),
    accountId: creator.id,
    state: "uploading",
    detail,
    expiresAt,
  });
  const made = findPublishing(context, id);
  if (!made) throw new Error("The sandbox lost a post that it had just begun.");
  return made;
}

/** Nineteen digits: more than a number of JavaScript holds. */
function toNumber(context: SandboxContext): string {
  return String(7_300_000_000_000_000_001n + BigInt(nextNumber(context.db)) * 7_919n);
}

export function findPublishing(context: SandboxContext, id: string): Publishing | null {
  return findObject<PublishDetail>(context, keyOf(id));
}

export function changePublishing(
  context: SandboxContext,
  publishing: Publishing,
  changes: Partial<PublishDetail>,
): void {
  changeObject(context, keyOf(publishing.id), { detail: { ...publishing.detail, ...changes } });
}

/** Everything is there: from here on TikTok works on it, and it will be posted unless `failReason` says why not. */
export function accept(
  context: SandboxContext,
  publishing: Publishing,
  { hash, failReason }: { hash: string; failReason: string | null },
): void {
  const { detail, id } = publishing;
  const now = context.now().getTime();
  const { videoProcessingMs, mediaProcessingMs } = context.timings;
  const readyAt = now + (detail.kind === "video" ? videoProcessingMs : mediaProcessingMs);
  const isPublic = detail.mode === "direct" && detail.privacy === "PUBLIC_TO_EVERYONE";
  const isOut = failReason === null;
  const postId = isPublic && isOut ? toNumber(context) : null;
  // Moderation comes after processing, and nobody is told the id before it is over.
  const publicAt = postId === null ? null : readyAt + mediaProcessingMs;
  const settled = { ...detail, received: detail.total, failReason, postId, publicAt };
  const settle = () =>
    changeObject(context, keyOf(id), { state: "accepted", detail: settled, readyAt });
  if (!isOut) return void settle();
  createPost(
    context,
    {
      id: postId ?? id,
      platform: "tiktok",
      account_id: publishing.accountId ?? "",
      title: detail.title || null,
      body: detail.text,
      detail: JSON.stringify({ kind: detail.kind }),
      media_kind: detail.mode === "inbox" ? "draft" : detail.kind === "photo" ? "image" : "video",
      content_hash: sha256Hex([detail.title, detail.text, hash].join("\u0000")),
      created_at: now,
      published_at: publicAt,
      ready_at: readyAt,
      kind: detail.mode === "inbox" ? "inbox" : detail.kind,
      evidence: { publishId: id, privacy: detail.privacy, bytes: hash },
    },
    settle,
  );
}

const working = { video: "PROCESSING_UPLOAD", photo: "PROCESSING_DOWNLOAD" } as const;

export function statusOf(context: SandboxContext, { state, detail, readyAt }: Publishing): string {
  const isDone = state !== "uploading" && (readyAt ?? 0) <= context.now().getTime();
  if (!isDone) return working[detail.kind];
  if (detail.failReason !== null) return "FAILED";
  return detail.mode === "inbox" ? "SEND_TO_USER_INBOX" : "PUBLISH_COMPLETE";
}

/** Null while moderation goes on, and for good where not everybody may see the post. */
export function publicIdOf(context: SandboxContext, { detail }: Publishing): string | null {
  const isShown = detail.publicAt !== null && detail.publicAt <= context.now().getTime();
  if (!isShown || detail.postId === null) return null;
  return findPost(context, "tiktok", detail.postId) ? detail.postId : null;
}

/** Drafts that wait in the inbox, from the last day. */
export function countPendingShares(context: SandboxContext, creator: Profile): number {
  const since = context.now().getTime() - 86_400_000;
  return listAll(context, creator.id).filter(
    ({ createdAt, detail }) =>
      createdAt > since && detail.mode === "inbox" && detail.failReason === null,
  ).length;
}

const listAll = (context: SandboxContext, accountId?: string) =>
  listObjects<PublishDetail>(context, {
    platform: "tiktok",
    kind: "publish",
    ...(accountId === undefined ? {} : { accountId }),
  });

/** Tells the app how its posts went on since the last look. */
export function announceProgress(context: SandboxContext): void {
  if (!context.webhookUrls.tiktok) return;
  for (const publishing of listAll(context)) {
    if (publishing.state === "accepted") announceEnd(context, publishing);
    else if (publishing.state === "delivered") announcePublic(context, publishing);
  }
}

const toType = ({ mode }: PublishDetail) => (mode === "inbox" ? "INBOX_SHARE" : "DIRECT_PUBLISH");

function announceEnd(context: SandboxContext, publishing: Publishing): void {
  const { id, accountId, detail } = publishing;
  const status = statusOf(context, publishing);
  const content = { publish_id: id, publish_type: toType(detail) };
  const event = {
    FAILED: "post.publish.failed",
    SEND_TO_USER_INBOX: "post.publish.inbox_delivered",
    PUBLISH_COMPLETE: "post.publish.complete",
  }[status];
  if (!event || !accountId) return;
  const reason = detail.failReason === null ? {} : { reason: detail.failReason };
  announce(context, accountId, event, { ...content, ...reason });
  changeObject(context, keyOf(id), { state: detail.postId === null ? "closed" : "delivered" });
}

function announcePublic(context: SandboxContext, publishing: Publishing): void {
  const { id, accountId, detail } = publishing;
  const postId = publicIdOf(context, publishing);
  if (postId === null || !accountId) return;
  const content = { publish_id: id, post_id: postId, publish_type: toType(detail) };
  announce(context, accountId, "post.publish.publicly_available", content);
  changeObject(context, keyOf(id), { state: "closed" });
}
