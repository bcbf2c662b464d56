import type { PostAdPlan } from "@/lib/contracts/ads";
import { toSmallestUnit } from "@/lib/domain/money";
import type { StoredAdPlan } from "@/server/db/schema/ads";
import { invalidField } from "@/server/errors";
import type { AdAccount } from "@/server/platforms/ads-spec";

/** What a person typed, in the units that the ad account counts in. */
export function toStoredPlan(plan: PostAdPlan, account: AdAccount): StoredAdPlan {
  const { budget, countries, beneficiary, payor } = plan;
  const { currency, decimals } = account;
  const amount = toSmallestUnit(plan.amount, decimals);
  if (!amount) throw invalidField("plan.amount", finerThan(currency, decimals));
  return {
    adAccountId: account.id,
    adAccountName: account.name,
    ...{ currency, decimals, budget, amount },
    endsAt: budget === "lifetime" && plan.endsAt ? new Date(plan.endsAt).toISOString() : null,
    countries: [...new Set(countries)].sort(),
    ...{ beneficiary, payor },
  };
}

function finerThan(currency: string, decimals: number): string {
  return decimals === 0
    ? `${currency} is counted in whole units here. Give an amount without a fraction.`
    : `Give at most ${decimals} digits after the point, as 5.50.`;
}
