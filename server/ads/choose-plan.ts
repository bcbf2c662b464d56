import { isDeepStrictEqual } from "node:util";
import type { PostAdPlan } from "@/lib/contracts/ads";
import type { AdPlace, PostAdRow } from "@/server/ads/ad-target";
import { askPlatform } from "@/server/ads/ask-platform";
import { toStoredPlan } from "@/server/ads/to-stored-plan";
import type { Ctx } from "@/server/context";
import type { StoredAdPlan } from "@/server/db/schema/ads";
import { conflict, invalidField } from "@/server/errors";
import type { AdSession } from "@/server/platforms/ads-spec";
import type { JsonValue } from "@/server/platforms/json-value";

/** What is to be made: as it was sent before, or as the person says now where that may still change. */
export async function choosePlan(
  ctx: Ctx,
  { place, session, row }: { place: AdPlace; session: AdSession; row: PostAdRow | null },
  given: PostAdPlan | undefined,
): Promise<StoredAdPlan> {
  if (!given) {
    if (row) return row.plan;
    throw invalidField("plan.adAccountId", "Choose an ad account.");
  }
  const fixed = row ? place.spec.whatIsFixed(row.receipt as JsonValue) : "nothing";
  if (row && fixed !== "nothing") keepFixed(row.plan, given, fixed);
  if (row && fixed === "plan") return row.plan;
  const accounts = await askPlatform(place, () => place.spec.listAccounts(session));
  const account = accounts.find(({ id }) => id === given.adAccountId);
  if (!account) {
    const message = "This ad account is not there, or can't be used now. Choose another one.";
    throw invalidField("plan.adAccountId", message);
  }
  const plan = toStoredPlan(given, account);
  if (plan.endsAt && Date.parse(plan.endsAt) <= ctx.now().getTime()) {
    throw invalidField("plan.endsAt", "Choose an end that is still to come.");
  }
  return plan;
}

function keepFixed(kept: StoredAdPlan, given: PostAdPlan, fixed: "ad_account" | "plan"): void {
  if (given.adAccountId !== kept.adAccountId) {
    const message = `A part of the ad stands in ${kept.adAccountName} already. Keep that ad account.`;
    throw invalidField("plan.adAccountId", message);
  }
  if (fixed === "ad_account") return;
  const { adAccountName: name, adAccountId: id, currency, decimals } = kept;
  if (isDeepStrictEqual(toStoredPlan(given, { id, name, currency, decimals }), kept)) return;
  throw conflict(
    "A part of this ad stands on the platform, or may stand there. Try again with the same plan.",
  );
}
