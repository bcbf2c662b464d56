import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { ResultTime } from "@/lib/contracts/result-time";
import { isStorable, notStorable } from "@/lib/contracts/storable";
import { METRIC_NAMES } from "@/lib/platforms/entry";

export const MAX_INGEST_ITEMS = 10_000;
/** What a count may be, and a change of it. */
export const HIGHEST_COUNT = 2_000_000_000;
export const MAX_ID_LENGTH = 200;
export const MAX_EXTERNAL_ID_LENGTH = 500;

const ingestCount = z.number().int().min(-HIGHEST_COUNT).max(HIGHEST_COUNT);

/** Totals as known at `observedAt`, or signed changes with `delta: true`. */
export const IngestItem = z
  .object({
    /** The same one is counted once. A total does without: what is told twice changes nothing. */
    id: z
      .string()
      .min(1, "Give each item an id: the same id is counted once.")
      .max(MAX_ID_LENGTH)
      .refine(isStorable, notStorable)
      .optional(),
    postId: Id.optional(),
    externalId: z
      .string()
      .min(1)
      .max(MAX_EXTERNAL_ID_LENGTH)
      .refine(isStorable, notStorable)
      .optional(),
    metrics: z.partialRecord(z.enum(METRIC_NAMES), ingestCount),
    delta: z.boolean().default(false),
    observedAt: ResultTime,
  })
  .refine((item) => item.postId || item.externalId, {
    path: ["postId"],
    message: "Name the post: postId, or the platform's own id as externalId.",
  })
  .refine((item) => !item.delta || item.id, {
    path: ["id"],
    message: "Give each change an id of yours: without one, a change sent twice is counted twice.",
  })
  .refine((item) => item.delta || Object.values(item.metrics).every((count) => count >= 0), {
    path: ["metrics"],
    message: "A total can't be below zero. Send signed changes with delta: true.",
  })
  .refine((item) => Object.keys(item.metrics).length > 0, {
    path: ["metrics"],
    message: `Send at least one of: ${METRIC_NAMES.join(", ")}.`,
  });
export type IngestItem = z.infer<typeof IngestItem>;

/** Items are checked one by one, so that one bad line does not lose the others. */
export const IngestBatch = z.object({
  items: z
    .array(z.unknown())
    .min(1, "Send at least one item.")
    .max(MAX_INGEST_ITEMS, `Send at most ${MAX_INGEST_ITEMS} items at a time.`),
});
export type IngestBatch = z.infer<typeof IngestBatch>;

/** `uncounted` leaves the results of counted items out. */
export const IngestQuery = z.object({ results: z.enum(["all", "uncounted"]).default("all") });
export type IngestQuery = z.infer<typeof IngestQuery>;

export const INGEST_STATUSES = ["counted", "unchanged", "duplicate", "stale", "refused"] as const;
export type IngestStatus = (typeof INGEST_STATUSES)[number];

export const IngestResult = z.object({
  index: z.number(),
  id: z.string().nullable(),
  /** `stale`: a total of the same moment, or a later one, holds it already. */
  status: z.enum(INGEST_STATUSES),
  message: z.string().nullable(),
});
export type IngestResult = z.infer<typeof IngestResult>;

/** How many items of each status, and what became of each. */
export const IngestAnswer = z.object({
  counted: z.number(),
  unchanged: z.number(),
  duplicate: z.number(),
  stale: z.number(),
  refused: z.number(),
  results: z.array(IngestResult),
});
export type IngestAnswer = z.infer<typeof IngestAnswer>;
