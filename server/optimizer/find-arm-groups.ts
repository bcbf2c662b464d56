import { readApprovalRule } from "@/server/campaigns/approval-rule";
import type { Ctx } from "@/server/context";
import type { Brand } from "@/server/db/schema/campaigns";
import { listCheckedVariants } from "@/server/schedules/find-publishable-variants";
import { type ArmGroup, toArmGroup } from "./arm-group";
import { armsKey } from "./read-arms";

/** What may be chosen today, of each campaign on each platform, by `armsKey`. */
export async function findArmGroups(
  ctx: Ctx,
  campaigns: readonly { id: string; brand: Brand }[],
): Promise<Map<string, ArmGroup>> {
  const ids = campaigns.map(({ id }) => id);
  const needed = await readApprovalRule(ctx.db, ids);
  const checked = await listCheckedVariants(ctx.db, campaigns);
  const groups = Map.groupBy(checked, ({ variant }) =>
    armsKey(variant.campaignId, variant.platform),
  );
  return new Map(
    [...groups].map(([key, variants]) => {
      const campaignId = variants[0]?.variant.campaignId ?? "";
      return [key, toArmGroup(variants, needed.get(campaignId) ?? true)];
    }),
  );
}
