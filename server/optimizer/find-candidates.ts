import { readApprovalRule } from "@/server/campaigns/approval-rule";
import type { Ctx } from "@/server/context";
import type { Brand } from "@/server/db/schema/campaigns";
import { listCheckedVariants } from "@/server/schedules/find-publishable-variants";
import type { Arm } from "./read-arms";

/** The arms that may be posted today: nothing stands in their way, and they are approved if need be. */
export async function findCandidates(
  ctx: Ctx,
  campaign: { id: string; brand: Brand },
  arms: readonly Arm[],
): Promise<Arm[]> {
  const needsApproval = (await readApprovalRule(ctx.db, [campaign.id])).get(campaign.id) ?? true;
  const checked = await listCheckedVariants(ctx.db, [campaign]);
  const open = new Set(
    checked
      .filter(({ issues, approved }) => issues.length === 0 && (approved || !needsApproval))
      .map(({ variant }) => variant.id),
  );
  return arms.filter((arm) => open.has(arm.armId));
}
