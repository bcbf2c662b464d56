import { checkDraft } from "@/lib/domain/preflight";
import type { PlatformAdapter } from "../adapter";
import { metaConnect } from "../meta/connect";
import { metaEndpoints } from "../meta/endpoints";
import { readEach } from "../meta/insights";
import { removeObject } from "../meta/remove-object";
import { readUsageLimits } from "../meta/usage";
import { readEngagement } from "./engagement";
import { instagramRefusals } from "./errors";
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
  // Needs a permission of its own, which apps were offered in December 2025.
  remove: (session, id) => removeObject(session, id, instagramRefusals),
  engagement: (session, ids) => readEach(ids, (id) => readEngagement(session, id)),
  webhook: instagramWebhook,
  readLimits: readUsageLimits,
};
