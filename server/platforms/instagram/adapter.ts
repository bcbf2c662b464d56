import { checkDraft } from "@/lib/domain/preflight";
import type { EngagementCounts, PlatformAdapter } from "../adapter";
import { metaConnect } from "../meta/connect";
import { metaEndpoints } from "../meta/endpoints";
import { readEngagement } from "./engagement";
import { publishToInstagram, resumeOnInstagram } from "./publish";
import { checkCaption } from "./to-instagram";
import { instagramWebhook } from "./webhook";

export const instagramAdapter: PlatformAdapter = {
  platform: "instagram",
  endpoints: (sandbox) => metaEndpoints(sandbox, "instagram"),
  connect: metaConnect,
  check: (draft) => [...checkDraft({ platform: "instagram", ...draft }), ...checkCaption(draft)],
  publish: (session, draft, key, saveReceipt) =>
    publishToInstagram({ session, draft, key, saveReceipt }),
  resume: (session, key, receipt, draft, saveReceipt) =>
    resumeOnInstagram({ session, draft, key, saveReceipt }, receipt),
  async engagement(session, externalPostIds) {
    const counts = new Map<string, EngagementCounts>();
    for (const id of externalPostIds) {
      const told = await readEngagement(session, id);
      if (told) counts.set(id, told);
    }
    return counts;
  },
  webhook: instagramWebhook,
};
