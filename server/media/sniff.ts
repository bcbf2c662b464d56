export interface SniffedType {
  kind: "image" | "video";
  mimeType: "image/jpeg" | "image/png" | "image/webp" | "image/gif" | "video/mp4";
}

/** Bytes that `sniffType` has to see. */
export const SNIFF_BYTES = 32;

const notMp4Brands = new Set(["qt  ", "avif", "avis", "heic", "heix", "mif1", "msf1", "crx "]);

/** What a file is by its first bytes; null for anything we don't take. Names and declared types are not believed. */
export function sniffType(head: Uint8Array): SniffedType | null {
  const latin = Buffer.from(head.subarray(0, SNIFF_BYTES)).toString("latin1");
  if (latin.startsWith("\xff\xd8\xff")) return { kind: "image", mimeType: "image/jpeg" };
  if (latin.startsWith("\x89PNG\r\n\x1a\n")) return { kind: "image", mimeType: "image/png" };
  if (latin.startsWith("GIF87a") || latin.startsWith("GIF89a"))
    return { kind: "image", mimeType: "image/gif" };
  if (latin.startsWith("RIFF") && latin.slice(8, 12) === "WEBP")
    return { kind: "image", mimeType: "image/webp" };
  if (latin.slice(4, 8) === "ftyp" && !notMp4Brands.has(latin.slice(8, 12))) {
    return { kind: "video", mimeType: "video/mp4" };
  }
  return null;
}
