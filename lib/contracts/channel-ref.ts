import { z } from "zod";
import { Platform } from "@/lib/platforms/platform";

/** One account, its platform, and the language that is written there. */
export const ChannelRef = z.object({
  id: z.string(),
  accountId: z.string(),
  handle: z.string(),
  displayName: z.string(),
  platform: Platform,
  /** As "en"; "und" where the brief's language was not recognised. */
  language: z.string(),
  languageLabel: z.string(),
  sandbox: z.boolean(),
});
export type ChannelRef = z.infer<typeof ChannelRef>;
