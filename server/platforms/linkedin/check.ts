import { type DraftIssue, error } from "@/lib/domain/draft-issue";
import { checkDraft } from "@/lib/domain/preflight";
import type { Draft } from "../adapter";
import { findLink } from "./to-linkedin";

const MAX_PIXELS = 36_152_320;

export function checkForLinkedin(draft: Draft): DraftIssue[] {
  const issues = checkDraft({ platform: "linkedin", ...draft });
  const own = findIssue(draft);
  return own && issues.every(({ field }) => field !== own.field) ? [...issues, own] : issues;
}

/** What LinkedIn's own rules forbid and the catalog cannot say. */
export function findIssue(draft: Draft): DraftIssue | null {
  const place = draft.media.findIndex(
    ({ kind, width, height }) => kind === "image" && (width ?? 0) * (height ?? 0) >= MAX_PIXELS,
  );
  if (place >= 0) {
    const message = "LinkedIn takes images below 36 megapixels. Make it smaller.";
    return error("media_too_large", "media", message, place);
  }
  if (draft.format !== "article" || findLink(draft)) return null;
  const message = "An article needs a link that begins with https://, here or in the text.";
  return error("link_required", "options.link", message);
}
