import { appendBytes, digestBytes, removeBytes, truncateBytes } from "../bytes";
import type { Call, Route, SandboxContext } from "../context";
import { takeFaults } from "../faults";
import { isSameSecret } from "../grants";
import { empty, text } from "../respond";
import { underFaults } from "../strike";
import { faultAnswers } from "./answers";
import { accept, changePublishing, findPublishing, type Publishing } from "./publishing";

const types = ["video/mp4", "video/quicktime", "video/webm"];

const toProgress = ({ detail }: Publishing): Record<string, string> => ({
  "content-range":
    detail.received === 0
      ? `bytes */${detail.total}`
      : `bytes 0-${detail.received - 1}/${detail.total}`,
});

function receive(call: Call): Response | Promise<Response> {
  const { context, url } = call;
  const publishing = findPublishing(context, url.searchParams.get("upload_id") ?? "");
  const token = url.searchParams.get("upload_token") ?? "";
  const isKnown = publishing !== null && isSameSecret(token, publishing.detail.token);
  if (!isKnown || !publishing.accountId) return text(404, "The upload is not known.");
  if (publishing.detail.uploadUntil <= context.now().getTime()) {
    return text(403, "The upload address has expired.");
  }
  const operation = {
    platform: "tiktok",
    accountId: publishing.accountId,
    scope: "publish" as const,
  };
  return underFaults(call, operation, faultAnswers(context), () => takeChunk(call, publishing));
}

async function takeChunk(call: Call, publishing: Publishing): Promise<Response> {
  const { context, request } = call;
  const { detail, id, state } = publishing;
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers.get("content-range") ?? "");
  const type = request.headers.get("content-type") ?? "";
  if (!match || !types.includes(type)) return text(400, "A header is missing or wrong.");
  const [from, to, total] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (total !== detail.total || length !== to - from + 1) return text(400, "The range is wrong.");
  if (state !== "uploading" || from !== detail.received) return empty(416, toProgress(publishing));
  const index = Math.min(detail.count - 1, Math.floor(from / detail.chunkSize));
  const end = index === detail.count - 1 ? detail.total : (index + 1) * detail.chunkSize;
  if (to + 1 !== end) return text(400, "The chunk has not the size that was announced.");
  await truncateBytes(context.dataDir, id, detail.received);
  if ((await store(call, id, length)) !== length) return text(400, "The body ended too soon.");
  const taken = { ...publishing, detail: { ...detail, received: end } };
  if (end < total) {
    changePublishing(context, publishing, { received: end });
    return empty(206, toProgress(taken));
  }
  await finish(context, publishing);
  return empty(201, toProgress(taken));
}

async function store(call: Call, id: string, limit: number): Promise<number> {
  let taken = 0;
  try {
    for await (const chunk of call.request.body ?? []) {
      taken += chunk.length;
      if (taken > limit) return taken;
      appendBytes(call.context.dataDir, id, chunk);
    }
  } catch {
    // The sender went away in the middle: the chunk does not count.
  }
  return taken;
}

/** What TikTok dislikes about a video it says only once it has looked at all of it. */
async function finish(context: SandboxContext, publishing: Publishing): Promise<void> {
  const { hash, kind } = await digestBytes(context.dataDir, [publishing.id]);
  // The same last chunk may have come twice at once: whoever is second finds it done.
  const current = findPublishing(context, publishing.id);
  if (current?.state !== "uploading") return;
  const operation = {
    platform: "tiktok",
    accountId: current.accountId ?? "",
    scope: "publish" as const,
  };
  const [fault] = takeFaults(context, operation, ["moderation", "media_refused"]);
  const isFilm = (kind === "mp4" || kind === "webm") && fault?.kind !== "media_refused";
  const failReason = isFilm ? null : "file_format_check_failed";
  accept(context, current, {
    hash,
    failReason: fault?.kind === "moderation" ? "spam_risk_text" : failReason,
  });
  removeBytes(context.dataDir, publishing.id);
}

export const tiktokUploadRoutes: Route[] = [
  { method: "PUT", path: "tiktok/upload/video/", handle: receive },
];
