import type { Call, Route, SandboxContext } from "../context";
import { asPerson } from "../meta/access";
import { missingScope } from "../meta/graph-error";
import { toGraphId } from "../meta/ids";
import type { Edge } from "../meta/nodes";
import { withParams } from "../meta/oauth";
import { type Params, pickFields, refuseUnknown, toPage } from "../meta/params";
import { allowAccount, hasRole, type Person } from "../meta/tokens";
import { putObject } from "../objects";
import { listProfiles, type Profile } from "../profiles";
import { json } from "../respond";
import { sha256Hex } from "../seeded";
import { asNumber } from "./access";
import { templates, toView } from "./templates";

const scope = "whatsapp_business_management";
const business = { id: "1203000000000001", name: "Made-up Trading" };

/** The numbers of one grant. Each stands in a business account of its own. */
function listNumbers(context: SandboxContext, { token }: Person): Profile[] {
  return listProfiles(context.db, "whatsapp").filter(({ id }) =>
    hasRole(context, token.grant_id, id),
  );
}

/** Only who chose a number has a business here. */
export function listBusinessViews(context: SandboxContext, person: Person) {
  const isIn = person.scopes.includes(scope) && listNumbers(context, person).length > 0;
  return isIn ? [business] : [];
}

const toWabaId = (number: Profile) => toGraphId("102", sha256Hex(`waba/${number.id}`));

function listAccounts(call: Call, params: Params) {
  return asPerson(call, params, (person) => {
    if (!person.scopes.includes(scope)) return missingScope([scope]);
    const { context } = call;
    const isOurs = call.params.business === business.id;
    const views = (isOurs ? listNumbers(context, person) : []).map((number) => {
      const id = toWabaId(number);
      putObject(context, { platform: "whatsapp", kind: "waba", id, accountId: number.id });
      return { id, name: number.name };
    });
    return json(200, toPage(call, params, views));
  });
}

const nothing = (call: Call, params: Params) =>
  asPerson(call, params, () => json(200, { data: [] }));

const list = (edge: string, handle: typeof nothing): Route => ({
  method: "GET",
  path: `facebook/{version}/{business}/${edge}`,
  handle: withParams(handle),
});

export const businessRoutes: Route[] = [
  list("owned_whatsapp_business_accounts", listAccounts),
  list("client_whatsapp_business_accounts", nothing),
  list("owned_pages", nothing),
  list("client_pages", nothing),
];

const ofWaba = { platform: "whatsapp", type: "object" } as const;

/** Listing a number is also what renews the leave to use it. */
const phoneNumbers: Edge = {
  ...ofWaba,
  method: "GET",
  name: "phone_numbers",
  handle: ({ call, params, node: { account } }) =>
    asPerson(call, params, (person) => {
      if (!person.scopes.includes(scope)) return missingScope([scope]);
      const { context } = call;
      const isOurs = hasRole(context, person.token.grant_id, account.id);
      if (isOurs) allowAccount(context, person, account.id);
      const picked = pickFields(params, toNumberView(account), ["id", "display_phone_number"]);
      if (picked instanceof Response) return picked;
      return json(200, toPage(call, params, isOurs ? [picked] : []));
    }),
};

export function toNumberView(number: Profile): Record<string, unknown> {
  return {
    id: number.id,
    display_phone_number: number.username,
    verified_name: number.name,
    quality_rating: "GREEN",
    whatsapp_business_manager_messaging_limit: "TIER_250",
  };
}

const messageTemplates: Edge = {
  ...ofWaba,
  method: "GET",
  name: "message_templates",
  handle: ({ call, params, node: { account } }) => {
    const gate = { number: account, scope, fault: "read" } as const;
    return asNumber(call, params, gate, () => {
      const stray = refuseUnknown(params, ["limit", "after", "status", "name"]);
      if (stray) return stray;
      const views: Record<string, unknown>[] = [];
      for (const [at, template] of templates.entries()) {
        const picked = pickFields(params, toView(template, at), ["id", "name", "status"]);
        if (picked instanceof Response) return picked;
        views.push(picked);
      }
      return json(200, toPage(call, params, views));
    });
  },
};

const subscribedApps: Edge = {
  ...ofWaba,
  method: "POST",
  name: "subscribed_apps",
  handle: ({ call, params, node: { account } }) => {
    const gate = { number: account, scope, fault: "read" } as const;
    return asNumber(call, params, gate, () => {
      const stray = refuseUnknown(params, []);
      if (stray) return stray;
      const key = { platform: "whatsapp", kind: "subscription", id: account.id };
      putObject(call.context, { ...key, accountId: account.id, detail: toWabaId(account) });
      return json(200, { success: true });
    });
  },
};

export const businessEdges: readonly Edge[] = [phoneNumbers, messageTemplates, subscribedApps];
