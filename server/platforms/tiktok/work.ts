import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, SaveReceipt, Session } from "../adapter";
import { toRefusedLook } from "../in-doubt";

/** One run over one post, as each step of it needs it. */
export interface Work {
  session: Session;
  draft: Draft;
  saveReceipt: SaveReceipt;
}

const MINUTE_MS = 60_000;

export const ageOf = ({ session }: Work, startedAt: string): number =>
  session.now().getTime() - Date.parse(startedAt);

/** Soon at first, then ever more seldom. */
export function lookAgain(work: Work, startedAt: string, note: string): PublishOutcome {
  const checkAfterMs = Math.min(5 * MINUTE_MS, Math.max(5_000, ageOf(work, startedAt) / 2));
  return { kind: "pending", checkAfterMs: Math.round(checkAfterMs), note };
}

/** A look that TikTok did not answer well: nothing is lost, only unknown. */
export function toWaiting(outcome: PublishOutcome): PublishOutcome {
  if (outcome.kind === "reconnect") return toRefusedLook(outcome);
  const told = outcome.kind === "retry_later" ? outcome.retryAfterMs : null;
  const note = "message" in outcome ? outcome.message : "TikTok gave no readable answer.";
  return { kind: "pending", checkAfterMs: told ?? MINUTE_MS, note };
}
