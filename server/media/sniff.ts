import type { MediaKind } from "@/lib/platforms/entry";

export interface SniffedType {
  kind: MediaKind;
  mimeType:
    | "image/jpeg"
    | "image/png"
    | "image/webp"
    | "image/gif"
    | "video/mp4"
    | "video/quicktime"
    | "video/3gpp"
    | "application/pdf";
}

/** Bytes that `sniffType` has to see. */
export const SNIFF_BYTES = 32;

const foreignBrands = new Set(["avif", "avis", "heic", "heix", "mif1", "msf1", "crx "]);
/** How a QuickTime file begins that is older than the brand. */
const oldQuickTime = new Set(["moov", "mdat", "wide"]);

/** What a file is by its first bytes; null for anything we don't take. Names and declared types are not believed. */
export function sniffType(head: Uint8Array): SniffedType | null {
  const latin = Buffer.from(head.subarray(0, SNIFF_BYTES)).toString("latin1");
  if (latin.startsWith("\xff\xd8\xff")) return { kind: "image", mimeType: "image/jpeg" };
  if (latin.startsWith("\x89PNG\r\n\x1a\n")) return { kind: "image", mimeType: "image/png" };
  if (latin.startsWith("GIF87a") || latin.startsWith("GIF89a"))
    return { kind: "image", mimeType: "image/gif" };
  if (latin.startsWith("RIFF") && latin.slice(8, 12) === "WEBP")
    return { kind: "image", mimeType: "image/webp" };
  if (latin.startsWith("%PDF-")) return { kind: "document", mimeType: "application/pdf" };
  return sniffVideo(latin.slice(4, 8), latin.slice(8, 12));
}

function sniffVideo(box: string, brand: string): SniffedType | null {
  if (oldQuickTime.has(box)) return { kind: "video", mimeType: "video/quicktime" };
  if (box !== "ftyp" || foreignBrands.has(brand)) return null;
  if (brand === "qt  ") return { kind: "video", mimeType: "video/quicktime" };
  // What phones of old record: laid out as MP4, which few platforms take it for.
  return { kind: "video", mimeType: /^3g[p2]/.test(brand) ? "video/3gpp" : "video/mp4" };
}
