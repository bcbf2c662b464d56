import { z } from "zod";
import { isStorable, notStorable } from "@/lib/contracts/storable";

/** A word to find and count campaigns by. Commas part tags in addresses. */
export const CampaignTag = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "A tag can't be empty.")
  .max(40, "Keep each tag under 40 characters.")
  .refine(isStorable, notStorable)
  .refine((tag) => !tag.includes(","), "A tag can't hold a comma: add two tags.");

export const CampaignTags = z
  .array(CampaignTag)
  .max(20, "Give 20 tags at most.")
  .transform((tags) => [...new Set(tags)]);
