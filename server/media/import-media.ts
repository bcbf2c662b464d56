import type { ImportMedia, MediaItem } from "@/lib/contracts/media";
import type { Ctx } from "@/server/context";
import { type AppError, invalidField } from "@/server/errors";
import { storeUpload } from "@/server/media/store-upload";
import { toMediaItem } from "@/server/media/to-media-item";
import { inUploadSlot } from "@/server/media/upload-slots";
import { type EgressClient, EgressError, type EgressResponse } from "@/server/platforms/http";

const MB = 1024 * 1024;
/** Held in memory while it arrives; what is larger is uploaded by the person. */
const MAX_BYTES = 50 * MB;
const TIMEOUT_MS = 60_000;

/** Fetches a file from an address that a person typed. @throws AppError `invalid` */
export async function importMedia(ctx: Ctx, { url }: ImportMedia): Promise<MediaItem> {
  const { bytes, fileName } = await inUploadSlot(`${ctx.workspaceId} by address`, () =>
    fetchFile(ctx.runtime.egress, url),
  );
  const asset = await storeUpload(ctx, {
    body: inChunks(bytes),
    ...{ fileName, platform: null, contentLength: bytes.byteLength },
  });
  return toMediaItem(ctx.db, ctx, asset);
}

/** Only public addresses, at every hop. @throws AppError `invalid` naming the field `url` */
export async function fetchFile(
  egress: EgressClient,
  url: string,
): Promise<{ bytes: Uint8Array; fileName: string }> {
  const answer = await egress
    .request(url, {
      ...{ trust: "typed", redirect: "follow", timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES },
      headers: { accept: "image/*, video/*, application/pdf" },
    })
    .catch((error: unknown) => {
      throw error instanceof EgressError ? toFieldError(error) : error;
    });
  if (answer.status !== 200) throw invalidField("url", toStatusMessage(url, answer));
  return { bytes: answer.bytes, fileName: nameOf(url) };
}

function toFieldError({ code, message }: EgressError): AppError {
  if (code === "too_large") {
    const most = `${MAX_BYTES / MB} MB`;
    return invalidField("url", `The file is larger than ${most}. Download it and upload it here.`);
  }
  return invalidField("url", `${message}.`);
}

function toStatusMessage(url: string, { status }: EgressResponse): string {
  const { host } = new URL(url);
  if (status === 404) return `${host} has no file at this address. Check it and try again.`;
  if (status === 401 || status === 403) {
    return `${host} shows this file only to people who are signed in. Download it and upload it here.`;
  }
  return `${host} answered ${status} instead of a file. Try again, or download it and upload it here.`;
}

function nameOf(url: string): string {
  const last = new URL(url).pathname.split("/").pop() ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += MB) yield bytes.subarray(at, at + MB);
}
