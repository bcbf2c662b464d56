import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Receipt as StoredReceipt } from "../adapter";
import { checkRelease, findDraft, findFile, publishDraft, Receipt } from "./publish";
import type { Work } from "./work";

// A slow site may still be at work on a call whose answer was given up on.
const SETTLE_MS = 60_000;
const LOOK_AGAIN_MS = 30_000;

export async function resumeDraft(
  work: Work,
  stored: StoredReceipt | null,
): Promise<PublishOutcome> {
  if (stored === null) return absent("not_started", "Nothing had been sent to the site.");
  const receipt = Receipt.safeParse(stored).data;
  if (!receipt) {
    const message = "The notes of this attempt cannot be read.";
    return { kind: "unknown", code: "bad_receipt", message };
  }
  switch (receipt.stage) {
    case "media":
      return absent("not_posted", "Only files had been sent, and those are found again.");
    case "releasing":
      return checkRelease(work, receipt.id);
    case "drafting":
    case "file":
      return findOut(work, receipt.stage, Date.parse(receipt.startedAt));
  }
}

async function findOut(
  work: Work,
  stage: "drafting" | "file",
  startedAt: number,
): Promise<PublishOutcome> {
  const seen = await (stage === "file" ? findFile(work) : findDraft(work));
  if (!seen.ok) {
    const { outcome } = seen;
    if (outcome.kind !== "retry_later") return outcome;
    const checkAfterMs = outcome.retryAfterMs ?? LOOK_AGAIN_MS;
    return { kind: "pending", checkAfterMs, note: outcome.message };
  }
  // Every step looks for what is already there, so that going on is the same as starting.
  if (seen.value) return publishDraft(work);
  const waited = work.session.now().getTime() - startedAt;
  if (waited < SETTLE_MS) {
    const checkAfterMs = Math.min(LOOK_AGAIN_MS, SETTLE_MS - waited);
    return { kind: "pending", checkAfterMs, note: "Waiting until the site would show the post" };
  }
  return absent("not_found", "The post is not on the site.");
}

function absent(code: string, message: string): PublishOutcome {
  return { kind: "retry_later", retryAfterMs: 0, code, message };
}
