import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import type { ResultsChanged } from "@/lib/contracts/results-change";

/** Socket events that carry a patch: to a campaign's room, and to the room of all results. */
export const CAMPAIGN_METRICS = "campaign:metrics";
export const RESULTS_METRICS = "results:metrics";

/** Facts `metrics.changed` of a room from one `seq` to another, added up. */
export interface ResultsPatch {
  fromSeq: number;
  toSeq: number;
  /** When the last of them was written. */
  at: string;
  changed: ResultsChanged[];
  /** More than one message holds: the numbers must be fetched. */
  refetch?: true;
}

/** Joins the room of one campaign's results, or of all. `after`: the `seq` of the numbers on the screen. */
export const JoinResults = z.object({
  campaignId: Id.optional(),
  after: z.number().int().min(0).optional(),
});
export type JoinResults = z.infer<typeof JoinResults>;

/**
 * What came after the numbers on the screen; what comes after `seq` is sent to the room. No patch:
 * nothing did. A refusal names its reason.
 */
export type JoinAnswer =
  | { ok: true; seq: number; patch: ResultsPatch | null }
  | { ok: false; message: string };
