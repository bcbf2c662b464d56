import { checkDraft } from "@/lib/domain/preflight";
import {
  type Endpoints,
  type EngagementCounts,
  type PlatformAdapter,
  PlatformCallError,
  type Session,
} from "../adapter";
import { reach } from "../reach";
import { getFromSite, readMetrics, toSameHost } from "./api";
import { checkOwnRules } from "./check";
import { blogConnect } from "./connect";
import { toCallError } from "./errors";
import { publishToBlog, removeFromBlog, resumeOnBlog, toSite } from "./publish";
import { toCounts } from "./to-blog";
import { blogWebhook } from "./webhook";

const IDS_PER_CALL = 50;

// A blog's one address is typed by the person who connects it.
const none: Endpoints = { authorize: "", token: "", revoke: "", api: "", upload: "", site: "" };

async function engagement(session: Session, externalPostIds: readonly string[]) {
  const counts = new Map<string, EngagementCounts>();
  // Whatever the site does not tell is unknown, not zero.
  for (const id of externalPostIds) counts.set(id, toCounts({}));
  const site = toSite(session);
  if (!site) {
    throw new PlatformCallError("reconnect", "credentials_missing", "Connect the site again");
  }
  const metricsUrl = toSameHost(site, site.metricsUrl);
  if (!metricsUrl) return counts;
  for (let at = 0; at < externalPostIds.length; at += IDS_PER_CALL) {
    const url = new URL(metricsUrl);
    url.searchParams.set("ids", externalPostIds.slice(at, at + IDS_PER_CALL).join(","));
    const response = await reach(() => getFromSite(session, site, url.href));
    if (response.status >= 300) throw toCallError(response, session.now());
    const items = readMetrics(response);
    if (!items) {
      throw new PlatformCallError("unavailable", "bad_answer", "The site gave no readable metrics");
    }
    for (const item of items) if (counts.has(item.id)) counts.set(item.id, toCounts(item));
  }
  return counts;
}

export const blogAdapter: PlatformAdapter = {
  platform: "blog",
  endpoints: () => none,
  connect: blogConnect,
  check: (draft) => [...checkDraft({ platform: "blog", ...draft }), ...checkOwnRules(draft)],
  publish: (session, draft, key, saveReceipt) =>
    publishToBlog({ session, draft, key, saveReceipt }),
  resume: (session, key, receipt, draft, saveReceipt) =>
    resumeOnBlog({ session, draft, key, saveReceipt }, receipt),
  remove: removeFromBlog,
  engagement,
  webhook: blogWebhook,
};
