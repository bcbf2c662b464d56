import type { PlatformAdapter } from "../adapter";
import { checkForLinkedin } from "./check";
import { linkedinConnect } from "./connect";
import { linkedinEndpoints } from "./endpoints";
import { readEngagement } from "./engagement";
import { publishPost } from "./publish";
import { removePost } from "./remove";
import { resumePost } from "./resume";
import { linkedinWebhook } from "./webhook";

/** Members and the pages they look after; an account's id is the URN that its posts carry as author. */
export const linkedinAdapter: PlatformAdapter = {
  platform: "linkedin",
  endpoints: linkedinEndpoints,
  connect: linkedinConnect,
  check: checkForLinkedin,
  publish: (session, draft, key, saveReceipt) => publishPost({ session, draft, key, saveReceipt }),
  resume: (session, key, receipt, draft, saveReceipt) =>
    resumePost({ session, draft, key, saveReceipt }, receipt),
  remove: removePost,
  engagement: readEngagement,
  webhook: linkedinWebhook,
};
