import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, IdempotencyKey, SaveReceipt, Session } from "../adapter";
import { toRefusedLook } from "../in-doubt";

export interface Work {
  session: Session;
  draft: Draft;
  key: IdempotencyKey;
  saveReceipt: SaveReceipt;
}

const VideoFacts = {
  edge: z.enum(["videos", "video_reels", "video_stories"]),
  videoId: z.string(),
  sessionId: z.string().nullable(),
  /** As the finish told it: what webhooks call the post. Only reels and stories are told theirs. */
  postId: z.string().nullish(),
  startedAt: z.iso.datetime(),
};

export const StoredReceipt = z.discriminatedUnion("stage", [
  /** The call that makes the post may have been sent. */
  z.object({
    stage: z.literal("creating"),
    message: z.string(),
    photoIds: z.array(z.string()),
    startedAt: z.iso.datetime(),
  }),
  z.object({ stage: z.literal("story"), photoId: z.string(), startedAt: z.iso.datetime() }),
  /** The call that makes the video public may have been sent. */
  z.object({ stage: z.literal("finishing"), ...VideoFacts }),
  /** Facebook has taken the video. */
  z.object({ stage: z.literal("processing"), ...VideoFacts }),
]);
export type StoredReceipt = z.infer<typeof StoredReceipt>;
export type VideoReceipt = Extract<StoredReceipt, { stage: "finishing" | "processing" }>;

const LOOK_AGAIN_MS = 30_000;

/** A look that Facebook did not answer well: the post is still in doubt, but not lost. */
export function toLookOutcome(outcome: PublishOutcome): PublishOutcome {
  if (outcome.kind === "reconnect") return toRefusedLook(outcome);
  const told = outcome.kind === "retry_later" ? outcome.retryAfterMs : null;
  const note = "message" in outcome ? outcome.message : "Facebook gave no readable answer.";
  return { kind: "pending", checkAfterMs: told ?? 2 * LOOK_AGAIN_MS, note };
}
