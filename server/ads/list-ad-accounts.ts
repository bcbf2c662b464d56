import type { AdAccountList } from "@/lib/contracts/ads";
import { openGrant } from "@/server/accounts/open-grant";
import { getAdPlace } from "@/server/ads/ad-target";
import { askPlatform } from "@/server/ads/ask-platform";
import type { Ctx } from "@/server/context";

/** The ad accounts of the person who connected this account, as the platform tells them now. */
export async function listAdAccounts(ctx: Ctx, accountId: string): Promise<AdAccountList> {
  const place = await getAdPlace(ctx, accountId);
  const session = await openGrant(ctx, accountId);
  return { items: await askPlatform(place, () => place.spec.listAccounts(session)) };
}
