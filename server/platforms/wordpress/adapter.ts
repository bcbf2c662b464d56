import { checkDraft, type DraftIssue } from "@/lib/domain/preflight";
import type { Draft, Endpoints, PlatformAdapter } from "../adapter";
import { wordpressConnect } from "./connect";
import { readEngagement } from "./engagement";
import { CREDENTIALS_MESSAGE } from "./errors";
import { lookUp } from "./list-there";
import { publishDraft } from "./publish";
import { removeFromSite } from "./remove";
import { resumeDraft } from "./resume";
import { toWork } from "./work";

// Every site has an address of its own, typed by the person who connects it.
const none: Endpoints = { authorize: "", token: "", revoke: "", api: "", upload: "", site: "" };

const noSite = {
  kind: "reconnect",
  code: "credentials_missing",
  message: CREDENTIALS_MESSAGE,
} as const;

function checkDate({ options }: Draft): DraftIssue[] {
  if (options.status !== "future" || options.date?.trim()) return [];
  const message = "Choose when the site is to publish it, under “Goes live at”.";
  return [{ code: "date_required", severity: "error", field: "options.date", message }];
}

export const wordpressAdapter: PlatformAdapter = {
  platform: "wordpress",
  endpoints: () => none,
  connect: wordpressConnect,
  check: (draft) => [...checkDraft({ platform: "wordpress", ...draft }), ...checkDate(draft)],
  async publish(session, draft, key, saveReceipt) {
    const work = toWork(session, draft, key, saveReceipt);
    return work ? publishDraft(work) : noSite;
  },
  async resume(session, key, receipt, draft, saveReceipt) {
    const work = toWork(session, draft, key, saveReceipt);
    return work ? resumeDraft(work, receipt) : noSite;
  },
  remove: removeFromSite,
  engagement: readEngagement,
  lookUp,
};
