import { z } from "zod";

/** A text that the platform approves before it may be sent. */
export const TemplateView = z.object({
  name: z.string(),
  language: z.string(),
  /** approved, pending, rejected, paused, disabled, or a word that the platform made since. */
  status: z.string(),
  category: z.string(),
  body: z.string(),
  variables: z.number(),
  headerMedia: z.enum(["image", "video", "document"]).nullable(),
});

/** Empty where the platform has none. */
export const TemplateList = z.object({ items: z.array(TemplateView) });
export type TemplateList = z.infer<typeof TemplateList>;
