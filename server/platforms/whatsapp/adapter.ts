import { checkDraft } from "@/lib/domain/preflight";
import type { PlatformAdapter } from "../adapter";
import { metaConnect } from "../meta/connect";
import { metaEndpoints } from "../meta/endpoints";
import { publishToWhatsapp, resumeOnWhatsapp } from "./publish";
import { listTemplates } from "./templates";
import { prepareFile } from "./upload";
import { whatsappWebhook } from "./webhook";

/** A draft is sent to one person; whoever has many contacts calls once for each. */
export const whatsappAdapter: PlatformAdapter = {
  platform: "whatsapp",
  endpoints: (sandbox) => metaEndpoints(sandbox, "whatsapp"),
  connect: metaConnect,
  check: (draft) => checkDraft({ platform: "whatsapp", ...draft }),
  prepare: prepareFile,
  publish: (session, draft, key, saveReceipt) =>
    publishToWhatsapp({ session, draft, key, saveReceipt }),
  resume: (session, _key, receipt) => resumeOnWhatsapp(session, receipt),
  // What becomes of a message is told by webhook alone.
  engagement: async () => new Map(),
  listTemplates,
  webhook: whatsappWebhook,
};
