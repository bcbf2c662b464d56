import { z } from "zod";
import { digestBytes, removeBytes, writeBytes } from "../bytes";
import type { Call, Route, SandboxContext } from "../context";
import type { Profile } from "../profiles";
import { json, readJson } from "../respond";
import { findRow, run } from "../store";
import { asUser, type Gate } from "./access";
import { nextSnowflake } from "./ids";
import { forbidden, invalidRequest, notFound } from "./problems";
import { readMultipart } from "./read-multipart";
import { schemaMessages } from "./schema-messages";

export interface MediaRow {
  id: string;
  account_id: string;
  category: string;
  mime: string;
  total_bytes: number;
  /** JSON: size in bytes by segment index. */
  segments: string;
  state: "uploading" | "processing" | "failed";
  ready_at: number | null;
  expires_at: number;
  alt_text: string | null;
  content_hash: string | null;
  failure: string | null;
}

const lifetimeSecs = 86_400;
const chunkLimit = 5 * 1024 * 1024;
const formOverhead = 64 * 1024;
const mimes: Record<string, { types: readonly string[]; maxBytes: number }> = {
  tweet_image: { types: ["image/jpeg", "image/png", "image/webp"], maxBytes: 5 * 1024 * 1024 },
  tweet_gif: { types: ["image/gif"], maxBytes: 15 * 1024 * 1024 },
  tweet_video: { types: ["video/mp4", "video/quicktime"], maxBytes: 512 * 1024 * 1024 },
  amplify_video: { types: ["video/mp4", "video/quicktime"], maxBytes: 512 * 1024 * 1024 },
};

const gate = (bucket: string, limit = 1875): Gate => ({
  bucket,
  limit,
  scopes: ["media.write"],
  fault: "media",
});

export const xMediaRoutes: Route[] = [
  { method: "POST", path: "x/2/media/upload/initialize", handle: initialize },
  { method: "POST", path: "x/2/media/upload/{id}/append", handle: append },
  { method: "POST", path: "x/2/media/upload/{id}/finalize", handle: finalize },
  { method: "GET", path: "x/2/media/upload", handle: status },
  { method: "POST", path: "x/2/media/upload", handle: uploadAtOnce },
  { method: "POST", path: "x/2/media/metadata", handle: describe },
];

const Initialize = z.strictObject({
  media_type: z.string(),
  total_bytes: z.int().min(1),
  media_category: z.enum(["tweet_image", "tweet_gif", "tweet_video", "amplify_video"]),
  additional_owners: z.array(z.string()).optional(),
  shared: z.boolean().optional(),
});

function initialize(call: Call) {
  return asUser(call, gate("media-initialize"), async (user) => {
    const body = Initialize.safeParse(await readJson(call.request));
    if (!body.success) return invalidRequest(...schemaMessages(body.error));
    const { media_category: category, media_type: mime, total_bytes: total } = body.data;
    const refusal = checkMedia(category, mime, total);
    if (refusal) return invalidRequest(refusal);
    const media = createMedia(call.context, user, category, mime, total);
    return json(200, { data: created(media) });
  });
}

function checkMedia(category: string, mime: string, total: number): string | null {
  const rule = mimes[category];
  if (!rule?.types.includes(mime)) return `$.media_type: ${mime} is not allowed for ${category}.`;
  return total > rule.maxBytes ? `$.total_bytes: file size exceeds ${rule.maxBytes} bytes.` : null;
}

function createMedia(
  context: SandboxContext,
  user: Profile,
  category: string,
  mime: string,
  total: number,
): MediaRow {
  const media: MediaRow = {
    id: nextSnowflake(context),
    account_id: user.id,
    category,
    mime,
    total_bytes: total,
    segments: "{}",
    state: "uploading",
    ready_at: null,
    expires_at: context.now().getTime() + lifetimeSecs * 1000,
    alt_text: null,
    content_hash: null,
    failure: null,
  };
  run(
    context.db,
    `insert into media (id, account_id, category, mime, total_bytes, segments, state, expires_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    media.id,
    media.account_id,
    media.category,
    media.mime,
    media.total_bytes,
    media.segments,
    media.state,
    media.expires_at,
  );
  return media;
}

function created(media: MediaRow) {
  return { id: media.id, media_key: mediaKey(media), expires_after_secs: lifetimeSecs };
}

export function mediaKey(media: Pick<MediaRow, "id" | "category">): string {
  const kind = media.category === "tweet_image" ? 3 : media.category === "tweet_gif" ? 16 : 13;
  return `${kind}_${media.id}`;
}

/** Media of this user that has not expired. */
export function findMedia(context: SandboxContext, user: Profile, id: string): MediaRow | null {
  return findRow(
    context.db,
    "select * from media where id = ? and account_id = ? and expires_at > ?",
    id,
    user.id,
    context.now().getTime(),
  );
}

function append(call: Call) {
  return asUser(call, gate("media-append"), async (user) => {
    const media = findMedia(call.context, user, call.params.id ?? "");
    if (!media) return notFound(`media with id [${call.params.id}]`);
    if (media.state !== "uploading") return invalidRequest("This upload is finalized already.");
    const form = await readMultipart(call.request, chunkLimit + formOverhead);
    if (!form) return invalidRequest("media: a form with a segment of at most 5 MB is required.");
    const index = form.get("segment_index")?.text ?? "";
    const bytes = form.get("media")?.bytes;
    if (!/^\d{1,3}$/.test(index)) {
      return invalidRequest("segment_index: must be a number from 0 to 999.");
    }
    if (!bytes?.length) return invalidRequest("media: is required.");
    if (bytes.length > chunkLimit) return invalidRequest("media: a segment is at most 5 MB.");
    keepSegment(call.context, media, Number(index), bytes);
    return json(200, { data: { expires_at: Math.floor(media.expires_at / 1000) } });
  });
}

function keepSegment(context: SandboxContext, media: MediaRow, index: number, bytes: Uint8Array) {
  writeBytes(context.dataDir, `${media.id}-${index}`, bytes);
  run(
    context.db,
    "update media set segments = json_set(segments, ?, ?) where id = ?",
    `$."${index}"`,
    bytes.length,
    media.id,
  );
}

function finalize(call: Call) {
  return asUser(call, gate("media-finalize"), async (user) => {
    const media = findMedia(call.context, user, call.params.id ?? "");
    if (!media) return notFound(`media with id [${call.params.id}]`);
    const problem = media.state === "uploading" ? await complete(call.context, media) : null;
    if (problem) return invalidRequest(problem);
    const done = findMedia(call.context, user, media.id) ?? media;
    return json(200, {
      data: { ...created(done), size: done.total_bytes, ...progress(call, done) },
    });
  });
}

/** Null when the bytes are whole and are what they claim to be. */
async function complete(context: SandboxContext, media: MediaRow): Promise<string | null> {
  const sizes = JSON.parse(media.segments) as Record<string, number>;
  const names: string[] = [];
  let total = 0;
  for (let index = 0; sizes[index] !== undefined; index += 1) {
    names.push(`${media.id}-${index}`);
    total += sizes[index] ?? 0;
  }
  if (names.length !== Object.keys(sizes).length) return "Segments do not add up: one is missing.";
  if (total !== media.total_bytes) {
    return `Segments do not add up to provided total file size (${total} of ${media.total_bytes}).`;
  }
  const digest = await digestBytes(context.dataDir, names);
  const isAsClaimed = media.mime.endsWith(`/${digest.kind}`) || media.mime === "video/quicktime";
  const isSlow = media.category !== "tweet_image";
  run(
    context.db,
    "update media set state = ?, content_hash = ?, failure = ?, ready_at = ? where id = ?",
    isAsClaimed ? "processing" : "failed",
    digest.hash,
    isAsClaimed ? null : "InvalidMedia: file is not of the type that it claims to be.",
    context.now().getTime() + (isSlow ? context.timings.mediaProcessingMs : 0),
    media.id,
  );
  for (const name of names) removeBytes(context.dataDir, name);
  return isAsClaimed || isSlow ? null : "Media type unrecognized.";
}

export type MediaState = "uploading" | "pending" | "in_progress" | "succeeded" | "failed";

export function mediaState(context: SandboxContext, media: MediaRow): MediaState {
  if (media.state === "uploading") return "uploading";
  const leftMs = (media.ready_at ?? 0) - context.now().getTime();
  if (leftMs > 0) return leftMs > context.timings.mediaProcessingMs / 2 ? "pending" : "in_progress";
  return media.state === "failed" ? "failed" : "succeeded";
}

/** Images are ready at once and carry no `processing_info`. */
function progress(call: Call, media: MediaRow) {
  const state = mediaState(call.context, media);
  if (media.category === "tweet_image" || state === "uploading") return {};
  if (state === "failed") {
    const message = media.failure ?? "InvalidMedia";
    return { processing_info: { state, error: { code: 1, name: "InvalidMedia", message } } };
  }
  if (state === "succeeded") return { processing_info: { state, progress_percent: 100 } };
  const percent = state === "pending" ? 0 : 50;
  return { processing_info: { state, check_after_secs: 1, progress_percent: percent } };
}

function status(call: Call) {
  return asUser(call, gate("media-status", 1000), (user) => {
    const query = call.url.searchParams;
    if (query.get("command") !== "STATUS") return invalidRequest("command: must be STATUS.");
    const media = findMedia(call.context, user, query.get("media_id") ?? "");
    if (!media) return notFound(`media with id [${query.get("media_id")}]`);
    return json(200, { data: { ...created(media), ...progress(call, media) } });
  });
}

/** One request for a small picture. */
function uploadAtOnce(call: Call) {
  return asUser(call, gate("media-upload"), async (user) => {
    const form = await readMultipart(call.request, chunkLimit + formOverhead);
    const file = form?.get("media");
    if (!file) return invalidRequest("media: is required.");
    const category = form?.get("media_category")?.text ?? "tweet_image";
    const mime = form?.get("media_type")?.text ?? (file.type || "image/png");
    const size = file.bytes.length;
    const refusal = checkMedia(category, mime, size);
    if (refusal || category !== "tweet_image")
      return invalidRequest(refusal ?? "Use the chunked upload.");
    const media = createMedia(call.context, user, category, mime, size);
    keepSegment(call.context, media, 0, file.bytes);
    const whole = findMedia(call.context, user, media.id) ?? media;
    const problem = await complete(call.context, whole);
    return problem ? invalidRequest(problem) : json(200, { data: { ...created(media), size } });
  });
}

const Describe = z.strictObject({
  id: z.string(),
  metadata: z.strictObject({ alt_text: z.strictObject({ text: z.string().min(1).max(1000) }) }),
});

function describe(call: Call) {
  return asUser(call, gate("media-metadata", 500), async (user) => {
    const body = Describe.safeParse(await readJson(call.request));
    if (!body.success) return invalidRequest(...schemaMessages(body.error));
    const { id, metadata } = body.data;
    if (!findMedia(call.context, user, id)) return forbidden("This media is not yours.");
    run(call.context.db, "update media set alt_text = ? where id = ?", metadata.alt_text.text, id);
    return json(200, { data: { id, associated_metadata: metadata } });
  });
}
