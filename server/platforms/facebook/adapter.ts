import { checkDraft } from "@/lib/domain/preflight";
import type { PlatformAdapter } from "../adapter";
import { metaConnect } from "../meta/connect";
import { metaEndpoints } from "../meta/endpoints";
import { readEach } from "../meta/insights";
import { removeObject } from "../meta/remove-object";
import { readUsageLimits } from "../meta/usage";
import { facebookAds } from "./ads";
import { readEngagement } from "./engagement";
import { facebookRefusals } from "./errors";
import { publishToFacebook, resumeOnFacebook } from "./publish";
import { checkUprightVideo } from "./to-facebook";
import { facebookWebhook } from "./webhook";

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
  remove: (session, id) => removeObject(session, id, facebookRefusals),
  engagement: (session, ids) => readEach(ids, (id) => readEngagement(session, id)),
  webhook: facebookWebhook,
  ads: facebookAds,
  readLimits: readUsageLimits,
};
