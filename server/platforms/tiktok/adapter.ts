import { checkDraft } from "@/lib/domain/preflight";
import type { PlatformAdapter } from "../adapter";
import { checkOwnRules } from "./check";
import { tiktokEndpoints } from "./endpoints";
import { readEngagement } from "./engagement";
import { tiktokConnect } from "./oauth";
import { publishToTikTok, resumeOnTikTok } from "./publish";
import { tiktokWebhook } from "./webhook";

export const tiktokAdapter: PlatformAdapter = {
  platform: "tiktok",
  endpoints: tiktokEndpoints,
  connect: tiktokConnect,
  check: (draft) => [...checkDraft({ platform: "tiktok", ...draft }), ...checkOwnRules(draft)],
  publish: (session, draft, _key, saveReceipt) => publishToTikTok({ session, draft, saveReceipt }),
  resume: (session, _key, receipt, draft, saveReceipt) =>
    resumeOnTikTok({ session, draft, saveReceipt }, receipt),
  engagement: readEngagement,
  webhook: tiktokWebhook,
};
