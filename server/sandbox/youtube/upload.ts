import { appendBytes, digestBytes, removeBytes, truncateBytes } from "../bytes";
import type { Call, Route, SandboxContext } from "../context";
import { type FaultKind, takeFaults } from "../faults";
import { randomToken } from "../grants";
import { createPost, findPost } from "../posts";
import { findProfile, type Profile } from "../profiles";
import { empty, json, readJson, text } from "../respond";
import { sha256Hex } from "../seeded";
import { findRow, run } from "../store";
import { underFaults } from "../strike";
import { asChannel, scopes } from "./access";
import { faultAnswers, googleError, missingParameter } from "./errors";
import { notifyHub } from "./hub";
import { knownParts, refuseMetadata, VideoMetadata } from "./video-metadata";
import { nextVideoId, videoView } from "./video-view";

interface UploadRow {
  id: string;
  account_id: string;
  metadata: string;
  mime: string;
  total_bytes: number | null;
  received: number;
  video_id: string | null;
  expires_at: number;
}

const quantum = 256 * 1024;
const maxBytes = 256 * 1024 ** 3;
const sessionLifetimeMs = 7 * 86_400_000;
const path = "youtube/upload/youtube/v3/videos";

export const youtubeUploadRoutes: Route[] = [
  { method: "POST", path, handle: openSession },
  { method: "PUT", path, handle: receive },
];

/** A list comes with commas, or as the same name several times. */
export function readList(url: URL, name: string): string[] {
  return url.searchParams
    .getAll(name)
    .flatMap((value) => value.split(","))
    .filter(Boolean);
}

export const readParts = (url: URL) => readList(url, "part");

function openSession(call: Call) {
  const gate = {
    scopes: scopes.upload,
    cost: 1,
    bucket: "uploads" as const,
    fault: "media" as const,
  };
  return asChannel(call, gate, async (channel) => {
    const { context, request, url } = call;
    if (url.searchParams.get("uploadType") !== "resumable") {
      return googleError(400, "badRequest", "Only resumable uploads are imitated here.");
    }
    const parts = readParts(url);
    if (parts.length === 0) return missingParameter("parameter: part");
    const stray = parts.find((part) => !knownParts.includes(part));
    if (stray) return googleError(400, "unknownPart", `'${stray}'`);
    const body = VideoMetadata.safeParse(await readJson(request));
    if (!body.success)
      return googleError(400, "badRequest", "The metadata is not a video resource.");
    const refusal = refuseMetadata(body.data, parts, context.now().getTime());
    if (refusal) return refusal;

    const mime = request.headers.get("x-upload-content-type") ?? "application/octet-stream";
    if (!/^video\/|^application\/octet-stream$/.test(mime)) {
      return googleError(400, "badContent", `Media type '${mime}' is not supported.`);
    }
    const declared = request.headers.get("x-upload-content-length");
    const total = declared === null ? null : Number(declared);
    if (total !== null && !(Number.isInteger(total) && total > 0 && total <= maxBytes)) {
      return googleError(
        400,
        "mediaBodyRequired",
        "The request does not include the video content.",
      );
    }
    const id = randomToken("up-");
    run(
      context.db,
      `insert into uploads (id, account_id, metadata, mime, total_bytes, received, expires_at)
       values (?, ?, ?, ?, ?, 0, ?)`,
      id,
      channel.id,
      JSON.stringify({ metadata: body.data, parts }),
      mime,
      total,
      context.now().getTime() + sessionLifetimeMs,
    );
    const session = toSessionUrl(call);
    session.searchParams.set("uploadType", "resumable");
    session.searchParams.set("upload_id", id);
    return empty(200, { location: session.href, "x-guploader-uploadid": id });
  });
}

/** On the host that was called, as Google does: browsers may know this server by another name. */
function toSessionUrl({ context, request, url }: Call): URL {
  const session = new URL(`${context.baseUrl}/${path}`);
  const host = request.headers.get("host");
  return host && host !== session.host
    ? new URL(session.pathname, `${url.protocol}//${host}`)
    : session;
}

function receive(call: Call): Response | Promise<Response> {
  const { context } = call;
  const upload = findRow<UploadRow>(
    context.db,
    "select * from uploads where id = ? and expires_at > ?",
    call.url.searchParams.get("upload_id") ?? "",
    context.now().getTime(),
  );
  const channel = upload ? findProfile(context.db, upload.account_id) : null;
  if (!upload || !channel) return text(404, "Not Found");
  const range = call.request.headers.get("content-range");
  const probe = /^bytes \*\/(\d+|\*)$/.exec(range ?? "");
  if (probe) {
    // The last byte was stored and then this process died: the real one finishes such an upload too.
    const isLeft = upload.video_id === null && upload.received === upload.total_bytes;
    return isLeft
      ? finish(context, upload, channel, upload.received)
      : answerState(context, upload);
  }
  const operation = {
    platform: "youtube" as const,
    accountId: channel.id,
    scope: "publish" as const,
  };
  return underFaults(call, operation, faultAnswers, () => {
    if (upload.video_id !== null) return answerState(context, upload);
    const span = readSpan(call.request, range, upload);
    if (span instanceof Response) return span;
    return takeBytes(call, upload, channel, span);
  });
}

/** 308 says how far it came; 200 says that the video exists. */
function answerState(context: SandboxContext, upload: UploadRow): Response {
  if (upload.video_id !== null) {
    const post = findPost(context, "youtube", upload.video_id);
    const { parts } = JSON.parse(upload.metadata) as { parts: string[] };
    return post ? json(200, videoView(context, post, parts)) : text(410, "Gone");
  }
  return empty(308, upload.received > 0 ? { range: `bytes=0-${upload.received - 1}` } : {});
}

interface Span {
  length: number;
  /** The size of the whole, as far as it is known. */
  total: number | null;
}

function readSpan(request: Request, range: string | null, upload: UploadRow): Span | Response {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (range === null) {
    if (upload.received > 0)
      return invalidRange("Content-Range is required once a part is stored.");
    const total = upload.total_bytes ?? (Number.isNaN(length) ? null : length);
    if (total === null) return text(411, "Length Required");
    if (!Number.isNaN(length) && length !== total)
      return invalidRange("Content-Length is not the declared length.");
    return { length: total, total };
  }
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range);
  if (!match) return invalidRange(`Failed to parse Content-Range header: ${range}`);
  const [from, to] = [Number(match[1]), Number(match[2])];
  const total = match[3] === "*" ? upload.total_bytes : Number(match[3]);
  if (upload.total_bytes !== null && total !== upload.total_bytes) {
    return invalidRange("The total is not the declared length.");
  }
  if (from !== upload.received || to < from || (total !== null && to >= total)) {
    return invalidRange(`The next byte is ${upload.received}.`);
  }
  const size = to - from + 1;
  if (!Number.isNaN(length) && length !== size)
    return invalidRange("Content-Length is not the range's.");
  const isLast = total !== null && to + 1 === total;
  if (!isLast && size % quantum !== 0) {
    return invalidRange(
      "The number of bytes uploaded is required to be equal or greater than 262144, except for the final request (it's recommended to be the exact multiple of 262144).",
    );
  }
  return { length: size, total };
}

function invalidRange(message: string): Response {
  return text(400, `Invalid request. ${message}`);
}

async function takeBytes(
  call: Call,
  upload: UploadRow,
  channel: Profile,
  span: Span,
): Promise<Response> {
  const { context } = call;
  await truncateBytes(context.dataDir, upload.id, upload.received);
  const taken = await store(call, upload.id, span.length);
  if (taken > span.length) return invalidRange("There are more bytes than were announced.");
  // A broken connection keeps whole blocks, as the real one does.
  const kept = taken === span.length ? taken : Math.floor(taken / quantum) * quantum;
  const received = upload.received + kept;
  run(context.db, "update uploads set received = ? where id = ?", received, upload.id);
  if (kept !== span.length) return text(400, "Invalid request. The body ended too soon.");
  const isWhole = span.total !== null && received === span.total;
  return isWhole
    ? finish(context, upload, channel, received)
    : answerState(context, { ...upload, received });
}

async function store(call: Call, id: string, limit: number): Promise<number> {
  if (!call.request.body) return 0;
  let taken = 0;
  try {
    for await (const chunk of call.request.body) {
      taken += chunk.length;
      if (taken > limit) return taken;
      appendBytes(call.context.dataDir, id, chunk);
    }
  } catch {
    // The sender went away. What has arrived counts.
  }
  return taken;
}

/** The video exists from here on: its row, its ledger entry and the session's end are one write. */
async function finish(
  context: SandboxContext,
  upload: UploadRow,
  channel: Profile,
  byteCount: number,
): Promise<Response> {
  const { metadata } = JSON.parse(upload.metadata) as { metadata: VideoMetadata };
  const digest = await digestBytes(context.dataDir, [upload.id]);
  // The same last bytes may have been sent twice at once: whoever is second finds the video there.
  const done = findRow<UploadRow>(
    context.db,
    "select * from uploads where id = ? and video_id is not null",
    upload.id,
  );
  if (done) return answerState(context, done);
  const operation = {
    platform: "youtube" as const,
    accountId: channel.id,
    scope: "publish" as const,
  };
  const [verdict] = takeFaults(context, operation, ["moderation", "duplicate", "media_refused"]);
  const isFilm = digest.kind === "mp4" || digest.kind === "webm";
  const isVideo = isFilm && verdict?.kind !== "media_refused";
  const now = context.now().getTime();
  const id = nextVideoId(context);
  const title = metadata.snippet?.title ?? "";
  const description = metadata.snippet?.description ?? "";
  const detail = {
    metadata,
    rejectionReason: toRejection(verdict?.kind),
    failureReason: isVideo ? null : "invalidFile",
    byteCount,
  };
  const isSeen = isVideo && detail.rejectionReason === null;
  const post = {
    id,
    platform: "youtube" as const,
    account_id: channel.id,
    title,
    body: description,
    detail: JSON.stringify(detail),
    media_kind: "video",
    content_hash: sha256Hex([title, description, digest.hash].join("\u0000")),
    created_at: now,
    published_at: isSeen ? publishTime(metadata, now) : null,
    ready_at: now + context.timings.videoProcessingMs,
    kind: "video" as const,
    evidence: { uploadSession: sha256Hex(upload.id).slice(0, 16), bytes: digest.hash },
  };
  createPost(context, post, () => {
    run(context.db, "update uploads set video_id = ? where id = ?", id, upload.id);
    if (post.published_at === now) notifyHub(context, channel, { ...post, deleted_at: null });
  });
  removeBytes(context.dataDir, upload.id);
  return answerState(context, { ...upload, video_id: id });
}

function toRejection(verdict: FaultKind | undefined): string | null {
  if (verdict === "duplicate") return "duplicate";
  return verdict === "moderation" ? "termsOfUse" : null;
}

function publishTime(metadata: VideoMetadata, now: number): number | null {
  const status = metadata.status ?? {};
  if (status.publishAt !== undefined) return Date.parse(status.publishAt);
  return (status.privacyStatus ?? "public") === "public" ? now : null;
}
