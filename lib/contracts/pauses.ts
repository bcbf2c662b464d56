import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { Platform } from "@/lib/platforms/platform";

export const PauseLevel = z.enum(["workspace", "account", "campaign", "schedule"]);
export type PauseLevel = z.infer<typeof PauseLevel>;

/** What becomes of the posts that came due in a pause when it ends. */
export const CameDue = z.enum([
  /** They do not go out; a person may still post one of them by hand. */
  "skip",
  /** They go out from now on, with the account's gap between them. */
  "post",
]);
export type CameDue = z.infer<typeof CameDue>;

/** One of the pauses that hold a post. */
export const HeldBy = z.object({
  level: PauseLevel,
  /** Of the account, campaign or schedule. */
  name: z.string(),
  /** Nobody paused it: it is a campaign that has not begun. */
  isDraft: z.boolean(),
  /** Null: it was paused before this was noted. */
  by: z.string().nullable(),
  at: z.string().nullable(),
});
export type HeldBy = z.infer<typeof HeldBy>;

/** `id` is left out for the workspace. */
export const AskPause = z.object({ level: PauseLevel, id: Id.optional() });
export type AskPause = z.infer<typeof AskPause>;

/** What a pause holds, or would. */
export const PauseEffect = z.object({
  /** Posts that are due in the next 24 hours. */
  upcoming: z.number(),
  /** Posts whose time has come while it was paused, and the first of them. */
  cameDue: z.number(),
  first: z.array(
    z.object({
      id: z.string(),
      platform: Platform,
      accountHandle: z.string(),
      campaignName: z.string().nullable(),
      dueAt: z.string(),
    }),
  ),
  /** Posts that were being sent already: nothing calls them back. */
  onTheirWay: z.number(),
});
export type PauseEffect = z.infer<typeof PauseEffect>;
