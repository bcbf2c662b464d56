import { type DraftIssue, error } from "@/lib/domain/draft-issue";
import type { Draft } from "../adapter";
import { countTags, toFiles } from "./to-youtube";

const MAX_TAG_CHARACTERS = 500;

/** What YouTube's own rules forbid and the catalog cannot say. */
export function checkOwnRules(draft: Draft): DraftIssue[] {
  const issues: DraftIssue[] = [];
  // With a thumbnail, the general rule sees a file and is content.
  if (draft.media.length > 0 && !toFiles(draft).video) {
    const message = "YouTube needs a video. Upload an MP4 to this variant.";
    issues.push(error("video_required", "media", message));
  }
  if (draft.media.filter(({ kind }) => kind === "video").length > 1) {
    const message = "YouTube takes one video and one thumbnail. Remove the rest.";
    issues.push(error("media_mixed", "media", message));
  }
  const excess = countTags(draft) - MAX_TAG_CHARACTERS;
  if (excess > 0) {
    const message = `Shorten the tags by ${excess} in all: YouTube allows 500, commas included.`;
    issues.push(error("tags_too_long", "options.tags", message));
  }
  if (/[<>]/.test(draft.options.tags ?? "")) {
    const message = "Remove < and > from the tags: YouTube refuses them.";
    issues.push(error("forbidden_character", "options.tags", message));
  }
  return issues;
}
