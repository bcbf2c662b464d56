import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Receipt } from "../adapter";
import { notPosted } from "../network-outcome";
import { publishFeedPost, resumeFeedPost } from "./feed-post";
import { publishPhotoStory, resumePhotoStory } from "./photo-story";
import { pollVideo, publishVideo } from "./video";
import { StoredReceipt, type Work } from "./work";

export async function publishToFacebook(work: Work): Promise<PublishOutcome> {
  const { format, media } = work.draft;
  switch (format) {
    case "video":
      return publishVideo(work, "videos");
    case "reel":
      return publishVideo(work, "video_reels");
    case "story":
      return media[0]?.kind === "video"
        ? publishVideo(work, "video_stories")
        : publishPhotoStory(work);
    default:
      return publishFeedPost(work);
  }
}

export async function resumeOnFacebook(
  work: Work,
  receipt: Receipt | null,
): Promise<PublishOutcome> {
  if (receipt === null) {
    return notPosted("not_started", "The attempt ended before anything was posted.");
  }
  const stored = StoredReceipt.safeParse(receipt).data;
  switch (stored?.stage) {
    case undefined: {
      const message = "The notes of this attempt cannot be read.";
      return { kind: "unknown", code: "bad_receipt", message };
    }
    case "creating":
      return resumeFeedPost(work, stored);
    case "story":
      return resumePhotoStory(work, stored);
    case "finishing":
    case "processing":
      return pollVideo(work, stored);
  }
}
