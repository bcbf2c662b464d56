import { createHash } from "node:crypto";
import type { PostContent } from "@/server/db/schema/posts";

/** What an approval is given to: it changes with anything that would be posted. */
export function contentHash({ format, title, text, media, options }: PostContent): string {
  const files = media.map(({ mediaId, altText }) => [mediaId, altText]);
  // The database gives back an object's keys in an order of its own.
  const chosen = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([format, title, text, files, chosen]))
    .digest("hex");
}
