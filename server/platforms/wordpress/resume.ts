import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Receipt as StoredReceipt } from "../adapter";
import { stayInDoubt } from "../in-doubt";
import { absent } from "../network-outcome";
import { whileSettling } from "../settling";
import { checkRelease, findDraft, findFile, LOOK_AGAIN_MS, publishDraft, Receipt } from "./publish";
import type { Work } from "./work";

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
      return checkRelease(work, receipt);
    case "drafting":
    case "file":
      return findOut(work, receipt.stage, receipt.startedAt);
  }
}

async function findOut(
  work: Work,
  stage: "drafting" | "file",
  startedAt: string,
): Promise<PublishOutcome> {
  const seen = await (stage === "file" ? findFile(work) : findDraft(work));
  if (!seen.ok) return stayInDoubt(seen.outcome, LOOK_AGAIN_MS);
  if (seen.value) {
    // Every step looks for what is already there, so that going on is the same as starting.
    const outcome = await publishDraft(work);
    return stage === "file" ? stayInDoubt(outcome, LOOK_AGAIN_MS) : outcome;
  }
  const settling = whileSettling(work.session, startedAt, "the site");
  return settling ?? absent("not_found", "The post is not on the site.");
}
