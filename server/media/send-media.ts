import type { mediaAssets } from "@/server/db/schema/campaigns";
import { openStorage, type StorageHost } from "@/server/media/open-storage";

/** A stored file as a response, whole or the range that was asked for; it can never run as a page. */
export function sendMedia(
  host: StorageHost,
  row: typeof mediaAssets.$inferSelect,
  rangeHeader: string | null,
  reach: "same-origin" | "cross-origin",
): Response {
  const headers = new Headers({
    "content-type": row.mimeType,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": `inline; filename*=UTF-8''${encodeRfc5987(row.fileName)}`,
    "cross-origin-resource-policy": reach,
    "cache-control": "private, max-age=31536000, immutable",
    "accept-ranges": "bytes",
    etag: `"${row.sha256}"`,
  });
  const range = parseRange(rangeHeader, row.bytes);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${row.bytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: row.bytes - 1 };
  headers.set("content-length", String(end - start + 1));
  if (range) headers.set("content-range", `bytes ${start}-${end}/${row.bytes}`);
  const body = openStorage(host, row.storageKey).stream(row.storageKey, start, end + 1);
  return new Response(body, { status: range ? 206 : 200, headers });
}

/** One range, as players ask for it; several at once are answered with the whole file. */
export function parseRange(
  header: string | null,
  size: number,
): { start: number; end: number } | "unsatisfiable" | null {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/);
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [, from = "", to = ""] = match;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}

function encodeRfc5987(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
