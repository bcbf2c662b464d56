import { z } from "zod";

const malformedId = "This id is not well formed.";
export const Id = z.uuid(malformedId);

/** An id that somebody picks from a list; left out, it says what to choose. */
export const chosenId = (missing: string) =>
  z.uuid({ error: ({ input }) => (input ? malformedId : missing) });
export const IsoDate = z.iso.datetime({
  offset: true,
  error: "Give a date and time with its offset, as 2026-01-31T09:00:00Z.",
});

/** A page of a list: pass `nextCursor` back as `cursor` for the rest. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export const PageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const WithId = z.object({ id: Id });

/** RFC 9457 problem details, as every error of the API is answered. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
