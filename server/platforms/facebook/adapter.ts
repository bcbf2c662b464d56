import { checkDraft } from "@/lib/domain/preflight";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { EngagementCounts, PlatformAdapter, RemoveOutcome, Session } from "../adapter";
import { metaConnect } from "../meta/connect";
import { metaEndpoints } from "../meta/endpoints";
import { isMissingObject, toNetworkOutcome, toOutcome } from "../meta/errors";
import { deleteObject } from "./api";
import { readEngagement } from "./engagement";
import { facebookRefusals } from "./errors";
import { publishToFacebook, resumeOnFacebook } from "./publish";
import { checkUprightVideo } from "./to-facebook";
import { facebookWebhook } from "./webhook";

async function removePost(session: Session, id: string): Promise<RemoveOutcome> {
  try {
    const response = await deleteObject(session, id);
    if (response.status < 300) return { kind: "removed" };
    if (isMissingObject(response)) return { kind: "already_gone" };
    const facts = { creates: false, now: session.now() };
    return toRemoveOutcome(toOutcome(response, facebookRefusals, facts));
  } catch (error) {
    return toRemoveOutcome(toNetworkOutcome(error, false));
  }
}

function toRemoveOutcome(outcome: PublishOutcome): RemoveOutcome {
  if (outcome.kind === "retry_later") {
    const { retryAfterMs, code } = outcome;
    const message = "Facebook could not delete the post yet.";
    return { kind: "retry_later", retryAfterMs, code, message };
  }
  const { code, message } =
    "message" in outcome ? outcome : { code: "refused", message: "Facebook did not delete it." };
  return { kind: outcome.kind === "reconnect" ? "reconnect" : "refused", code, message };
}

export const facebookAdapter: PlatformAdapter = {
  platform: "facebook",
  endpoints: (sandbox) => metaEndpoints(sandbox, "facebook"),
  connect: metaConnect,
  check: (draft) => [
    ...checkDraft({ platform: "facebook", ...draft }),
    ...checkUprightVideo(draft),
  ],
  publish: (session, draft, key, saveReceipt) =>
    publishToFacebook({ session, draft, key, saveReceipt }),
  resume: (session, key, receipt, draft, saveReceipt) =>
    resumeOnFacebook({ session, draft, key, saveReceipt }, receipt),
  remove: removePost,
  async engagement(session, externalPostIds) {
    const counts = new Map<string, EngagementCounts>();
    for (const id of externalPostIds) {
      const told = await readEngagement(session, id);
      if (told) counts.set(id, told);
    }
    return counts;
  },
  webhook: facebookWebhook,
};
