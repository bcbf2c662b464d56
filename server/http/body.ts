import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { AppError } from "@/server/errors";

const maxJsonBytes = 1024 * 1024;
/** Of a body with thousands of items: as it is sent, and unpacked. */
export const maxBulkBytes = 8 * 1024 * 1024;
const maxUnpackedBytes = 16 * 1024 * 1024;
/** Who sends slowly, or stops, holds memory that others wait for. */
const maxBulkMs = 60_000;

const unpack = promisify(gunzip);

/**
 * Reads at most `maxBytes` of a request body, as long as it all comes within `maxMs`.
 * @throws AppError `bad_request` when it is larger, or later.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
  maxMs?: number,
): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError(
      "bad_request",
      `The request is larger than ${sizeOf(maxBytes)}. Send less at a time.`,
    );
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of cutOff(request.body, maxMs) ?? []) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if ((error as Error).name !== "TimeoutError") throw error;
    throw new AppError("bad_request", "The request took too long to come in. Send less at a time.");
  }
  return Buffer.concat(chunks);
}

function cutOff(body: Request["body"], maxMs: number | undefined): Request["body"] {
  if (!body || maxMs === undefined) return body;
  const passed = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  return body.pipeThrough(passed, { signal: AbortSignal.timeout(maxMs) });
}

const sizeOf = (bytes: number): string => {
  const kilobytes = Math.floor(bytes / 1024);
  return kilobytes > 1024 ? `${Math.floor(kilobytes / 1024)} MB` : `${kilobytes} KB`;
};

export async function readJson(request: Request): Promise<unknown> {
  return parseJson(await readJsonBytes(request));
}

export const readJsonBytes = (request: Request): Promise<Uint8Array> =>
  readBytes(request, maxJsonBytes);

/** A body that may be large, as it was sent: signatures are of these bytes. */
export const readBulkBytes = (request: Request): Promise<Uint8Array> =>
  readBytes(request, maxBulkBytes, maxBulkMs);

/** What such a body holds, unpacked where it was packed by gzip. @throws AppError `bad_request`. */
export async function unpackBulk(request: Request, sent: Uint8Array): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() || "identity";
  if (encoding === "identity") return sent;
  if (encoding !== "gzip") {
    throw new AppError(
      "bad_request",
      "This Content-Encoding is not known here. Send the body as it is, or packed by gzip.",
    );
  }
  try {
    return await unpack(sent, { maxOutputLength: maxUnpackedBytes });
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new AppError(
      "bad_request",
      isTooLarge
        ? `Unpacked, the request is larger than ${sizeOf(maxUnpackedBytes)}. Send less at a time.`
        : "The body can't be unpacked: it is not whole, or not gzip.",
    );
  }
}

/** No body is an empty object. @throws AppError `bad_request`. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError(
      "bad_request",
      "The body is not valid JSON. Check for a missing quote, comma or brace.",
    );
  }
}
