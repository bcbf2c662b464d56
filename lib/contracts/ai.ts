import { z } from "zod";

export const AiView = z.object({
  mode: z.enum(["model", "sample", "none"]),
  model: z.string().nullable(),
  host: z.string().nullable(),
});
export type AiView = z.infer<typeof AiView>;

export const AiTestView = z.object({ ok: z.boolean(), message: z.string() });
export type AiTestView = z.infer<typeof AiTestView>;
