import { z } from "zod";

/** One directive that differs from a parent's. */
export const DirectiveChange = z.object({
  directive: z.string(),
  directiveLabel: z.string(),
  from: z.string(),
  fromLabel: z.string(),
  to: z.string(),
  toLabel: z.string(),
});
export type DirectiveChange = z.infer<typeof DirectiveChange>;
