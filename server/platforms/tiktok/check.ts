import { type DraftIssue, error } from "@/lib/domain/draft-issue";
import type { Draft, DraftMedia } from "../adapter";
import { PRIVATE, toTitle } from "./to-tiktok";

const MAX_TITLE_UNITS = 90;
const VIDEO_PIXELS = { min: 360, max: 4096 };
const PHOTO_PIXELS = { short: 1080, long: 1920 };

export const isPaidAndPrivate = ({ options }: Draft) =>
  options.brandContent === "true" && options.privacy === PRIVATE;

/** What TikTok's own rules forbid and the catalog cannot say. */
export function checkOwnRules(draft: Draft): DraftIssue[] {
  return [
    ...checkWords(draft),
    ...(draft.format !== "draft" && isPaidAndPrivate(draft)
      ? [
          error(
            "branded_private",
            "options.privacy",
            "A paid partnership can't be for “only me”. Choose who can see it.",
          ),
        ]
      : []),
    ...draft.media.flatMap(checkPixels),
  ];
}

function checkWords(draft: Draft): DraftIssue[] {
  if (draft.format === "draft" && draft.text.trim() !== "") {
    const message = "TikTok takes no text with a draft: paste it in TikTok's app.";
    return [{ code: "text_not_sent", severity: "warning", field: "text", message }];
  }
  const excess = draft.format === "photos" ? toTitle(draft).length - MAX_TITLE_UNITS : 0;
  // Titles without emoji are judged by the general rule already.
  if (excess <= 0 || Array.from(toTitle(draft)).length > MAX_TITLE_UNITS) return [];
  const message = `Shorten the title by ${excess}: to TikTok an emoji counts as two.`;
  return [error("title_too_long", "title", message)];
}

function checkPixels({ kind, width, height }: DraftMedia, place: number): DraftIssue[] {
  if (!width || !height) return [];
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (kind === "image" && (short > PHOTO_PIXELS.short || long > PHOTO_PIXELS.long)) {
    const message = "TikTok may refuse a photo larger than 1080 by 1920. Make it smaller.";
    return [{ code: "photo_too_large", severity: "warning", field: "media", message, place }];
  }
  const isOff = kind === "video" && (short < VIDEO_PIXELS.min || long > VIDEO_PIXELS.max);
  if (!isOff) return [];
  const message = "TikTok takes videos of 360 to 4096 pixels a side. Export it in another size.";
  return [error("video_size", "media", message, place)];
}
