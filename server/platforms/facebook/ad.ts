/** What a person decided about an ad; money in the smallest unit of the account's currency. */
export interface AdPlan {
  /** The same on every attempt: it is written into each name, so that what was made is found again. */
  key: string;
  /** Digits only, without `act_`. */
  adAccountId: string;
  /** `PAGE_POST`. */
  postId: string;
  title: string;
  countries: readonly string[];
  budget: { kind: "daily"; amount: number } | { kind: "lifetime"; amount: number; endsAt: Date };
  startsAt: Date | null;
  /** Who gains from the ad and who pays: the law of the EU wants both named there. */
  disclosure: { beneficiary: string; payor: string } | null;
}

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

function toAdSet({ budget, countries, startsAt, disclosure }: AdPlan): Form {
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
    ...(startsAt ? { start_time: startsAt.toISOString() } : {}),
    ...(disclosure ? { dsa_beneficiary: disclosure.beneficiary, dsa_payor: disclosure.payor } : {}),
  };
}

/** What stands between a plan and an ad, in words for the person who made it. */
export function checkAd(plan: AdPlan, now: Date): string[] {
  const { budget, countries, postId, adAccountId } = plan;
  const problems: string[] = [];
  if (!/^\d+$/.test(adAccountId)) problems.push("Choose an ad account.");
  if (!/^\d+_\d+$/.test(postId)) problems.push("Only a post on the page's feed can become an ad.");
  if (countries.length === 0 || countries.some((code) => !/^[A-Z]{2}$/.test(code))) {
    problems.push("Name the countries by their two letters, such as DK.");
  }
  if (!Number.isSafeInteger(budget.amount) || budget.amount <= 0) {
    problems.push("Set a budget above zero.");
  }
  if (budget.kind === "lifetime" && budget.endsAt.getTime() <= now.getTime()) {
    problems.push("Choose an end that is still to come.");
  }
  if (!plan.disclosure && countries.some((code) => EU.has(code))) {
    problems.push("Say who the ad is for and who pays: the EU asks for both.");
  }
  return problems;
}

const EU = new Set(
  "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split(" "),
);
