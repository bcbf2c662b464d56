import { and, eq, inArray, isNull } from "drizzle-orm";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { countReachable } from "@/server/contacts/count-reachable";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { invalidField, notFound } from "@/server/errors";
import { type CheckedVariant, listCheckedVariants } from "./find-publishable-variants";

type Account = typeof socialAccounts.$inferSelect;
type Campaign = typeof campaigns.$inferSelect;

/**
 * The campaign and accounts of a plan, when it can be kept: they are of this workspace, they fit each
 * other, and each platform has a variant that may go out. @throws AppError `not_found`, `invalid`.
 */
export async function assertPostable(
  reader: Reader,
  ctx: Ctx,
  input: { campaignId: string; accountIds: readonly string[] },
): Promise<{ campaign: Campaign; accounts: Account[]; variants: CheckedVariant[] }> {
  const [campaign] = await reader
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.id, input.campaignId),
        eq(campaigns.workspaceId, ctx.workspaceId),
        isNull(campaigns.deletedAt),
      ),
    );
  if (!campaign) throw notFound("campaign");
  if (campaign.status === "completed") {
    throw invalidField(
      "campaignId",
      "This campaign is completed. Reopen it before you plan posts.",
    );
  }
  const ids = [...new Set(input.accountIds)];
  const accounts = await reader
    .select()
    .from(socialAccounts)
    .where(and(eq(socialAccounts.workspaceId, ctx.workspaceId), inArray(socialAccounts.id, ids)));
  if (accounts.length !== ids.length) throw notFound("account");
  const variants = await listCheckedVariants(reader, [campaign]);
  for (const account of accounts) assertAccountFits(campaign, account, variants);
  await assertReached(reader, ctx, accounts);
  return { campaign, accounts, variants };
}

/** @throws AppError `invalid`. */
export function assertAccountFits(
  campaign: Campaign,
  account: Account,
  variants: CheckedVariant[],
): void {
  const platform = account.platform as Platform;
  const { label } = catalog[platform];
  if (account.status === "disconnected") {
    const message = `${account.handle} on ${label} is disconnected. Connect it again first.`;
    throw invalidField("accountIds", message);
  }
  if (!campaign.platforms.includes(platform)) {
    const message = `This campaign is not written for ${label}. Add ${label} to its platforms first.`;
    throw invalidField("accountIds", message);
  }
  const own = variants.filter(({ variant }) => variant.platform === platform);
  if (own.some(({ issues }) => issues.length === 0)) return;
  throw invalidField("campaignId", explainNoVariant(label, own));
}

/** Where messages go to people one by one, somebody must have agreed to get them. */
async function assertReached(reader: Reader, ctx: Ctx, accounts: Account[]): Promise<void> {
  const found = accounts.find(({ platform }) => {
    return catalog[platform as Platform].audience === "contacts";
  });
  if (!found || (await countReachable(reader, ctx)) > 0) return;
  const { label } = catalog[found.platform as Platform];
  const message = `Nobody has agreed to get messages on ${label} yet. Import contacts with their consent first.`;
  throw invalidField("accountIds", message);
}

function explainNoVariant(label: string, own: CheckedVariant[]): string {
  if (own.length === 0)
    return `This campaign has no ${label} variant yet. Write or generate one first.`;
  const lacksVideo = own.every(({ issues }) =>
    issues.some(({ code }) => code === "video_required"),
  );
  if (lacksVideo) {
    return `This ${label} campaign has no variant with a video yet. Upload an MP4 to one first.`;
  }
  const first = own[0]?.issues[0]?.message ?? "";
  return `No ${label} variant of this campaign can be posted yet. ${first}`.trim();
}
