import { createHash } from "node:crypto";

export interface VariantContent {
  title: string | null;
  text: string;
  mediaId: string | null;
  altText: string | null;
}

/** What an approval is given to: it changes with anything that would be posted. */
export function contentHash({ title, text, mediaId, altText }: VariantContent): string {
  return createHash("sha256")
    .update(JSON.stringify([title, text, mediaId, altText]))
    .digest("hex");
}
