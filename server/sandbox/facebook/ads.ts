import { postPage, refusalPage } from "../consent-page";
import type { Call, Route } from "../context";
import { asPerson } from "../meta/access";
import { badParameter, faultAnswers, missingObject, missingScope } from "../meta/graph-error";
import { nextGraphId } from "../meta/ids";
import type { Edge, NodeRequest } from "../meta/nodes";
import { withParams } from "../meta/oauth";
import { type Params, pickFields, refuseUnknown, toPage } from "../meta/params";
import { findObject, listObjects, putObject } from "../objects";
import { findPost } from "../posts";
import { findProfile } from "../profiles";
import { getModule } from "../registered";
import { json, page } from "../respond";
import { underFaults } from "../strike";

/** The made-up person's one ad account. Nothing is ever shown or paid for. */
const adAccount = { id: "act_4400112233", account_id: "4400112233", name: "Northlight ads" };

interface AdDetail {
  name: string;
  fields: Record<string, string>;
}

const known: Record<string, { required: readonly string[]; optional: readonly string[] }> = {
  campaigns: {
    required: ["name", "objective", "status", "special_ad_categories"],
    optional: ["buying_type", "is_adset_budget_sharing_enabled"],
  },
  adsets: {
    required: ["name", "campaign_id", "billing_event", "optimization_goal", "targeting", "status"],
    optional: [
      "daily_budget",
      "lifetime_budget",
      "end_time",
      "start_time",
      "bid_strategy",
      "destination_type",
      "dsa_beneficiary",
      "dsa_payor",
    ],
  },
  adcreatives: { required: ["name", "object_story_id"], optional: [] },
  ads: { required: ["name", "adset_id", "creative", "status"], optional: [] },
};

const path = `facebook/{version}/${adAccount.id}/{edge}`;

export const adRoutes: Route[] = [
  { method: "GET", path: "facebook/{version}/me/adaccounts", handle: withParams(listAccounts) },
  { method: "GET", path, handle: withParams(listMade) },
  { method: "POST", path, handle: withParams(make) },
  { method: "GET", path: "facebook/adsmanager/manage/ads", handle: showAd },
];

const adNode = { method: "GET", platform: "facebook", type: "object", kind: "ads" } as const;

/** An ad that nobody starts stays as it was made, and has no insights. */
export const adEdges: readonly Edge[] = [
  {
    ...adNode,
    name: "",
    handle: (request) =>
      readAd(request, ({ name, fields }) => {
        const { status } = fields;
        const id = request.call.params.node ?? "";
        const view = { id, name, status, effective_status: status };
        const picked = pickFields(request.params, view, ["id"]);
        return picked instanceof Response ? picked : json(200, picked);
      }),
  },
  {
    ...adNode,
    name: "insights",
    handle: (request) => readAd(request, () => json(200, { data: [] })),
  },
];

function readAd({ call, params, node }: NodeRequest, work: (detail: AdDetail) => Response) {
  return withAds(call, params, "ads_read", () =>
    node.type === "object" ? work(node.object.detail as AdDetail) : missingObject("ad"),
  );
}

/** What stands for the place where a person starts an ad. */
function showAd(call: Call): Response {
  const { context } = call;
  const id = new URL(call.request.url).searchParams.get("selected_ad_ids") ?? "";
  const ad = findObject<AdDetail>(context, { platform: "facebook", kind: "ads", id });
  const profile = ad?.accountId ? findProfile(context.db, ad.accountId) : null;
  const module = getModule(context, "facebook");
  if (!ad || !profile) return page(404, refusalPage(module, "not_found", "There is no such ad."));
  const { name, fields } = ad.detail;
  const text = `Ads Manager. This ad is ${fields.status ?? "PAUSED"}: nothing is spent.`;
  return page(200, postPage(module, profile, { title: name, text, counts: {} }));
}

function withAds(call: Call, params: Params, scope: string, work: () => Response) {
  return asPerson(call, params, ({ scopes }) =>
    scopes.includes(scope) ? work() : missingScope([scope]),
  );
}

function listAccounts(call: Call, params: Params) {
  return withAds(call, params, "ads_read", () => {
    const view = { ...adAccount, currency: "EUR", account_status: 1 };
    const picked = pickFields(params, view, ["id", "account_id"]);
    return picked instanceof Response ? picked : json(200, { data: [picked] });
  });
}

function listMade(call: Call, params: Params) {
  return withAds(call, params, "ads_read", () => {
    const kind = call.params.edge ?? "";
    if (!known[kind]) return missingObject(kind);
    const views: Record<string, unknown>[] = [];
    for (const { id, detail } of listObjects<AdDetail>(call.context, {
      platform: "facebook",
      kind,
    })) {
      const view = { id, name: detail.name, status: detail.fields.status };
      const picked = pickFields(params, view, ["id"]);
      if (picked instanceof Response) return picked;
      views.push(picked);
    }
    return json(200, toPage(call, params, views));
  });
}

function make(call: Call, params: Params): Response | Promise<Response> {
  const answers = faultAnswers("facebook", adAccount.account_id);
  const operation = {
    platform: "facebook",
    accountId: adAccount.account_id,
    scope: "publish" as const,
  };
  return underFaults(call, operation, answers, () =>
    withAds(call, params, "ads_management", () => accept(call, params)),
  );
}

function accept(call: Call, params: Params): Response {
  const { context } = call;
  const kind = call.params.edge ?? "";
  const rule = known[kind];
  if (!rule) return missingObject(kind, "post");
  const stray = refuseUnknown(params, [...rule.required, ...rule.optional]);
  if (stray) return stray;
  const missing = rule.required.find((name) => !params.values.get(name));
  if (missing) return badParameter(`The parameter ${missing} is required`);
  const refusal = refuseLinks(call, kind, params.values);
  if (refusal) return refusal;
  const id = nextGraphId(context, "12");
  const fields = Object.fromEntries(params.values);
  delete fields.access_token;
  delete fields.appsecret_proof;
  const detail: AdDetail = { name: fields.name ?? "", fields };
  const accountId = kind === "ads" ? findOwner(call, params.values) : null;
  putObject(context, { platform: "facebook", kind, id, accountId, detail });
  return json(200, { id });
}

function refuseLinks(call: Call, kind: string, values: Params["values"]): Response | null {
  const has = (edge: string, id: string | undefined) =>
    listObjects(call.context, { platform: "facebook", kind: edge }).some((each) => each.id === id);
  if (kind === "adsets") {
    const budgets = ["daily_budget", "lifetime_budget"].filter((name) => values.has(name));
    if (budgets.length !== 1) return badParameter("Exactly one budget is required");
    if (values.has("lifetime_budget") && !values.has("end_time")) {
      return badParameter("end_time is required with a lifetime budget");
    }
    return has("campaigns", values.get("campaign_id")) ? null : badParameter("Invalid campaign_id");
  }
  if (kind === "adcreatives") {
    const post = findPost(call.context, "facebook", values.get("object_story_id") ?? "");
    return post ? null : badParameter("Invalid object_story_id");
  }
  if (kind !== "ads") return null;
  if (!has("adcreatives", creativeOf(values))) return badParameter("Invalid creative");
  return has("adsets", values.get("adset_id")) ? null : badParameter("Invalid adset_id");
}

const creativeOf = (values: Params["values"]) =>
  /"creative_id"\s*:\s*"(\d+)"/.exec(values.get("creative") ?? "")?.[1];

/** The page whose post the ad shows. */
function findOwner({ context }: Call, values: Params["values"]): string | null {
  const key = { platform: "facebook" as const, kind: "adcreatives", id: creativeOf(values) ?? "" };
  const storyId = findObject<AdDetail>(context, key)?.detail.fields.object_story_id;
  return findPost(context, "facebook", storyId ?? "")?.account_id ?? null;
}
