import type { AdPlan } from "../ads-spec";

export const AD_STEPS = ["campaigns", "adsets", "adcreatives", "ads"] as const;
export type AdStep = (typeof AD_STEPS)[number];
export type AdIds = Partial<Record<AdStep, string>>;

const MAX_NAME = 200;

/** The key stands at the end, where no cut reaches it. */
export function toAdName({ key, title }: AdPlan): string {
  const mark = ` [${key}]`;
  return `${[...title].slice(0, MAX_NAME - mark.length).join("")}${mark}`;
}

/** The one of these that was made for this plan. */
export function findByKey(
  items: readonly { id: string; name: string }[],
  plan: AdPlan,
): string | null {
  return items.find(({ name }) => name.endsWith(`[${plan.key}]`))?.id ?? null;
}

type Form = Record<string, string>;

/** Everything is made PAUSED: money flows only once a person starts it at Facebook. */
export function toAdForm(step: AdStep, plan: AdPlan, made: AdIds): Form {
  const name = toAdName(plan);
  switch (step) {
    case "campaigns":
      return {
        name,
        objective: "OUTCOME_ENGAGEMENT",
        status: "PAUSED",
        special_ad_categories: "[]",
        buying_type: "AUCTION",
        is_adset_budget_sharing_enabled: "false",
      };
    case "adsets":
      return { name, ...toAdSet(plan), campaign_id: made.campaigns ?? "" };
    case "adcreatives":
      return { name, object_story_id: plan.postId };
    case "ads":
      return {
        name,
        adset_id: made.adsets ?? "",
        creative: JSON.stringify({ creative_id: made.adcreatives ?? "" }),
        status: "PAUSED",
      };
  }
}

function toAdSet({ budget, countries, disclosure }: AdPlan): Form {
  const money: Form =
    budget.kind === "daily"
      ? { daily_budget: String(budget.amount) }
      : { lifetime_budget: String(budget.amount), end_time: budget.endsAt.toISOString() };
  return {
    ...money,
    billing_event: "IMPRESSIONS",
    optimization_goal: "POST_ENGAGEMENT",
    bid_strategy: "LOWEST_COST_WITHOUT_CAP",
    destination_type: "ON_POST",
    targeting: JSON.stringify({ geo_locations: { countries } }),
    status: "PAUSED",
    ...(disclosure ? { dsa_beneficiary: disclosure.beneficiary, dsa_payor: disclosure.payor } : {}),
  };
}

/** A reel, a story or a bare video has an id of another kind. */
export function refusePost(externalPostId: string): string | null {
  if (/^\d+_\d+$/.test(externalPostId)) return null;
  return "Only a post on the page's feed can become an ad, not a video, reel or story.";
}

/** Meta counts these in whole units, some of them against ISO 4217; all others in hundredths. */
const WHOLE_UNITS = new Set("CLP COP CRC HUF ISK IDR JPY KRW PYG TWD VND".split(" "));
export const toDecimals = (currency: string): number => (WHOLE_UNITS.has(currency) ? 0 : 2);

/** Where a person starts the ad: below the public pages, so that the sandbox shows its own. */
export function toManageUrl(site: string, adAccountId: string, adId: string): string {
  const query = new URLSearchParams({ act: adAccountId, selected_ad_ids: adId });
  return `${site}/adsmanager/manage/ads?${query}`;
}
