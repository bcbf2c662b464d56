import { and, eq, inArray, isNull } from "drizzle-orm";
import { countReachable } from "@/server/contacts/count-reachable";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import type { WorkspaceSettings } from "@/server/db/schema/workspaces";
import { invalidField, notFound } from "@/server/errors";
import {
  type CheckedVariant,
  listCheckedVariants,
} from "@/server/schedules/find-publishable-variants";
import { readSettings } from "@/server/schedules/read-settings";
import { type FoundMedia, readVariantMedia } from "@/server/variants/read-variant-media";
import { getWorkspace } from "@/server/workspaces/get-workspace";

export type Account = typeof socialAccounts.$inferSelect;
export type Campaign = typeof campaigns.$inferSelect;

/** Everything by which the accounts of a request are judged, read once for all of them. */
export interface Ground {
  campaign: Campaign | null;
  accounts: ReadonlyMap<string, Account>;
  variants: CheckedVariant[];
  files: FoundMedia;
  settings: WorkspaceSettings;
  allPaused: boolean;
  /** How many people would get a message now. */
  reachable: number;
}

interface Wanted {
  campaignId: string | null;
  accountIds: readonly string[];
  mediaIds: readonly string[];
}

/** @throws AppError `not_found` for the campaign, `invalid` when it is completed. */
export async function readGround(reader: Reader, ctx: Ctx, wanted: Wanted): Promise<Ground> {
  const { workspaceId } = ctx;
  const campaign = await findCampaign(reader, ctx, wanted.campaignId);
  const accountIds = [...new Set(wanted.accountIds)];
  const accounts = await reader
    .select()
    .from(socialAccounts)
    .where(
      and(eq(socialAccounts.workspaceId, workspaceId), inArray(socialAccounts.id, accountIds)),
    );
  const media = [...new Set(wanted.mediaIds)].map((mediaId) => ({ mediaId, altText: null }));
  return {
    campaign,
    accounts: new Map(accounts.map((account) => [account.id, account])),
    variants: campaign ? await listCheckedVariants(reader, [campaign]) : [],
    files: await readVariantMedia(reader, [{ workspaceId, media }]),
    settings: await readSettings(reader, ctx, campaign?.id ?? null),
    allPaused: (await getWorkspace(ctx, reader)).allPaused,
    reachable: await countReachable(reader, ctx),
  };
}

async function findCampaign(
  reader: Reader,
  ctx: Ctx,
  campaignId: string | null,
): Promise<Campaign | null> {
  if (campaignId === null) return null;
  const [campaign] = await reader
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.id, campaignId),
        eq(campaigns.workspaceId, ctx.workspaceId),
        isNull(campaigns.deletedAt),
      ),
    );
  if (!campaign) throw notFound("campaign");
  if (campaign.status === "completed") {
    const message = "This campaign is completed. Reopen it before you publish for it.";
    throw invalidField("campaignId", message);
  }
  return campaign;
}
