import type { Call, SandboxContext } from "../context";
import { duplicate } from "../meta/graph-error";
import { nextGraphId } from "../meta/ids";
import { announce } from "../meta/subscriptions";
import { changeObject, findObject } from "../objects";
import { createPost, type PostRow } from "../posts";
import type { Profile } from "../profiles";
import { sha256Hex } from "../seeded";
import { findRow } from "../store";
import type { PhotoDetail } from "./photos";
import type { FacebookDetail } from "./post-detail";

export interface NewFeedPost {
  message: string;
  link: string | null;
  photoIds: readonly string[];
}

/** A post on the page's feed; refused when the page has just said the same. */
export function createFeedPost(
  { context }: Call,
  page: Profile,
  input: NewFeedPost,
): PostRow | Response {
  const { message, link, photoIds } = input;
  const hashes = photoIds.map(
    (id) =>
      findObject<PhotoDetail>(context, { platform: "facebook", kind: "photo", id })?.detail.hash ??
      id,
  );
  const hash = sha256Hex([message.trim(), link ?? "", ...hashes].join("\u0000"));
  if (isRepeated(context, page, hash)) return duplicate();
  const id = `${page.id}_${nextGraphId(context, "12")}`;
  const detail: FacebookDetail = { kind: "feed", link, photoIds, mediaId: null };
  return record(context, page, {
    id,
    kind: photoIds.length > 1 ? "album" : photoIds.length === 1 ? "photo" : "post",
    message,
    detail,
    hash,
    readyAt: null,
    mediaKind: photoIds.length > 0 ? "image" : "none",
    title: null,
  });
}

export interface NewRecord {
  id: string;
  kind: string;
  message: string;
  title: string | null;
  detail: FacebookDetail;
  hash: string;
  readyAt: number | null;
  mediaKind: string;
}

/** The post, its ledger entry and the use of its photos stand or fall together. */
export function record(context: SandboxContext, page: Profile, input: NewRecord): PostRow {
  const now = context.now().getTime();
  const post: PostRow = {
    id: input.id,
    platform: "facebook",
    account_id: page.id,
    title: input.title,
    body: input.message,
    detail: JSON.stringify(input.detail),
    media_kind: input.mediaKind,
    content_hash: input.hash,
    created_at: now,
    published_at: now,
    ready_at: input.readyAt,
    deleted_at: null,
  };
  const { photoIds, mediaId } = input.detail;
  createPost(context, { ...post, kind: input.kind, evidence: { photoIds, mediaId } }, () => {
    for (const id of photoIds) {
      changeObject(context, { platform: "facebook", kind: "photo", id }, { state: "published" });
    }
    announce(context, "facebook", page.id, {
      field: "feed",
      value: {
        item: input.mediaKind === "none" ? "status" : input.kind,
        verb: "add",
        post_id: input.id,
        message: input.message,
        from: { id: page.id, name: page.name },
        created_time: Math.floor(now / 1000),
      },
    });
  });
  return post;
}

function isRepeated(context: SandboxContext, page: Profile, hash: string): boolean {
  const same = findRow(
    context.db,
    `select 1 from posts where account_id = ? and content_hash = ? and created_at > ?
     and deleted_at is null`,
    page.id,
    hash,
    context.now().getTime() - context.timings.duplicateWindowMs,
  );
  return same !== null;
}
