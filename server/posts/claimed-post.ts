import type { SQL } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import type { PostContent, posts } from "@/server/db/schema/posts";
import type { NewEvent } from "@/server/events/emit";

export type Runtime = Ctx["runtime"];
export type PostRow = typeof posts.$inferSelect;

/** A post that is ours until its lease ends: any write about it must name the fence. */
export interface ClaimedPost {
  post: PostRow;
  /** Row in post_attempts that tells of this try. */
  attemptId: string;
  kind: "publish" | "resume";
  /** Where the post stood when this try began. */
  from: "publishing" | "pending" | "unknown";
}

/** A slot without content: somebody has to say what is posted. */
export interface EmptySlot {
  postId: string;
  workspaceId: string;
  campaignId: string;
  platform: string;
  /** The account's world: what was learned in the other does not count. */
  sandbox: boolean;
  pinnedVariantId: string | null;
  overriddenBy: string | null;
  optimizerOn: boolean;
}

export type SlotChoice =
  | { ok: true; variantId: string; content: PostContent; contentHash: string }
  | { ok: false; code: string; message: string };

export interface ChosenSlots {
  choices: Map<string, SlotChoice>;
  facts: { workspaceId: string; event: NewEvent }[];
  /** They write the choices down, in one trip with the claim: see `runSteps`. */
  steps: SQL[];
}

/** Fills slots inside the claim's transaction, so that choice and claim stand or fall together. */
export type ChooseVariants = (
  tx: Tx,
  slots: readonly EmptySlot[],
  at: { now: Date; random: () => number },
) => Promise<ChosenSlots>;

/** A lease is a stretch of real time; product time may run faster. */
const LEASE_MS = 5 * 60_000;
export const LEASE_RENEW_MS = 60_000;

export function leaseEnd(runtime: Runtime): Date {
  const speed = LEASE_MS / runtime.clock.toRealMs(LEASE_MS);
  return new Date(runtime.clock.now().getTime() + LEASE_MS * speed);
}
