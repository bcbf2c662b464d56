const EXTENSIONS: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/3gpp": "3gp",
  "application/pdf": "pdf",
};
const MAX_CHARS = 120;

/** A name to show and to download under; it never touches the disk. */
export function toFileName(given: string, mimeType: string): string {
  const last = given.split(/[\\/]/).pop() ?? "";
  const clean = last
    .replace(/\p{Cc}|["<>]/gu, "")
    .trim()
    .slice(0, MAX_CHARS);
  return clean || `media.${EXTENSIONS[mimeType] ?? "bin"}`;
}

/** "hill.png" as "hill 4x5.jpg". */
export function derivedName(name: string, note: string | null, mimeType: string): string {
  const extension = EXTENSIONS[mimeType] ?? "bin";
  const base = name.replace(/\.[a-z0-9]{1,5}$/i, "").slice(0, MAX_CHARS - 20);
  return `${base}${note ? ` ${note}` : ""}.${extension}`;
}
