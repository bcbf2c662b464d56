import { type DraftIssue, error } from "@/lib/domain/draft-issue";
import type { Draft } from "../adapter";
import { toMediaCategory, toPoll } from "./to-x";

const POLL_CHOICES = { min: 2, max: 4, length: 25 };
const POLL_MINUTES = { min: 5, max: 10_080 };
const MAX_PHOTOS = 4;

/** What X's own rules forbid and the catalog cannot say. */
export function findIssue(draft: Draft): DraftIssue | null {
  return findMediaIssue(draft) ?? findPollIssue(draft);
}

function findMediaIssue({ media }: Draft): DraftIssue | null {
  const photos = media.filter((item) => toMediaCategory(item) === "tweet_image").length;
  if (media.length <= 1 || (photos === media.length && photos <= MAX_PHOTOS)) return null;
  const message = "X takes up to four photos, or one GIF, or one video. Remove the rest.";
  return error("media_mixed", "media", message);
}

function findPollIssue(draft: Draft): DraftIssue | null {
  const poll = toPoll(draft);
  if (!poll) return null;
  const issue = (message: string) => error("invalid_poll", "options.choices", message);
  const { options, duration_minutes: minutes } = poll;
  if (draft.media.length > 0)
    return error("media_not_supported", "media", "A poll takes no media on X. Remove it.");
  if (options.length < POLL_CHOICES.min || options.length > POLL_CHOICES.max) {
    return issue("A poll needs two to four choices, one a line.");
  }
  const long = options.find((option) => Array.from(option).length > POLL_CHOICES.length);
  if (long) return issue(`Shorten the choice “${long}” to 25 characters.`);
  const isDuration =
    Number.isInteger(minutes) && minutes >= POLL_MINUTES.min && minutes <= POLL_MINUTES.max;
  if (isDuration) return null;
  const message = "A poll stays open for five minutes to seven days.";
  return error("invalid_poll", "options.durationMinutes", message);
}
