import { z } from "zod";
import type { Call, Route, SandboxContext } from "../context";
import { putObject } from "../objects";
import { getApp } from "../registered";
import { json, readJson } from "../respond";
import { asMember, type Caller, isEncoded } from "./access";
import { isOrganization, members } from "./ids";
import { accessDenied, badParameter } from "./problems";
import { isProven, type Subscription } from "./webhooks";

const lifetimeMs = 365 * 86_400_000;
const eventType = "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS";

const Key = z.strictObject({
  developerApplication: z.string(),
  user: z.string(),
  entity: z.string().refine(isOrganization),
  eventType: z.literal(eventType),
});
type Key = z.infer<typeof Key>;

const Body = z.strictObject({ webhook: z.string() });

export const subscriptionRoutes: Route[] = [
  { method: "PUT", path: "linkedin/rest/eventSubscriptions/{key}", handle: subscribe },
];

/** `(name:value,…)`, read undecoded: what stands in it must be encoded. */
function readKey({ url }: Call): Key | null {
  const raw = /^\((.*)\)$/.exec(url.pathname.split("/").at(-1) ?? "")?.[1];
  if (raw === undefined) return null;
  const parts: [string, string][] = [];
  for (const part of raw.split(",")) {
    const colon = part.indexOf(":");
    const value = part.slice(colon + 1);
    if (colon < 1 || !isEncoded(value)) return null;
    parts.push([part.slice(0, colon), decodeURIComponent(value)]);
  }
  return Key.safeParse(Object.fromEntries(parts)).data ?? null;
}

function subscribe(call: Call) {
  const resource = "eventSubscriptions.UPDATE";
  const gate = { resource, scopes: ["rw_organization_admin"], fault: "read" as const };
  return asMember(call, gate, async (caller) => {
    const key = readKey(call);
    if (!key) return badParameter("Syntax exception in path variables");
    if (!isOwn(call.context, key, caller)) return accessDenied(resource);
    const body = Body.safeParse(await readJson(call.request)).data;
    if (!body) return badParameter("Field webhook is required");
    const { webhook } = body;
    const isRegistered = call.context.webhookUrls[members] === webhook;
    if (!isRegistered || !(await isProven(call.context, webhook))) {
      return badParameter("The webhook is not registered and validated for this application");
    }
    const expiresAt = call.context.now().getTime() + lifetimeMs;
    const detail: Subscription = { webhook };
    putObject(call.context, {
      platform: members,
      kind: "subscription",
      id: JSON.stringify(key),
      accountId: key.entity,
      detail,
      expiresAt,
    });
    return json(200, { ...key, webhook, expiresAt });
  });
}

/** The app that asks, the member whose token it is, and a page that this member looks after. */
function isOwn(context: SandboxContext, key: Key, { member, organizations }: Caller): boolean {
  const application = `urn:li:developerApplication:${getApp(context, members).clientId}`;
  return (
    key.developerApplication === application &&
    key.user === member.id &&
    organizations.includes(key.entity)
  );
}
