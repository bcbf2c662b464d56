import { and, eq, inArray } from "drizzle-orm";
import type { ResultsQuery } from "@/lib/contracts/analytics";
import type { ReportView } from "@/lib/contracts/reports";
import { armLetter } from "@/lib/domain/arm-letter";
import { catalog } from "@/lib/platforms/catalog";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";

type Filters = ReportView["filters"];

/** What a report is narrowed to, by the names people know. What is not in this workspace has none. */
export async function describeFilters(ctx: Ctx, query: ResultsQuery): Promise<Filters> {
  const filters: Filters = [
    { label: "Platform", values: (query.platform ?? []).map((key) => catalog[key].label) },
    { label: "Account", values: await readAccounts(ctx, query.accountId ?? []) },
    { label: "Campaign", values: await readCampaigns(ctx, query.campaignId ?? []) },
    { label: "Variant", values: await readVariants(ctx, query.variantId ?? []) },
    { label: "Tag", values: query.tag ?? [] },
  ];
  return filters.filter(({ values }) => values.length > 0);
}

async function readAccounts({ db, workspaceId }: Ctx, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ name: socialAccounts.handle })
    .from(socialAccounts)
    .where(and(eq(socialAccounts.workspaceId, workspaceId), inArray(socialAccounts.id, ids)));
  return rows.map(({ name }) => name);
}

async function readCampaigns({ db, workspaceId }: Ctx, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ name: campaigns.name })
    .from(campaigns)
    .where(and(eq(campaigns.workspaceId, workspaceId), inArray(campaigns.id, ids)));
  return rows.map(({ name }) => name);
}

async function readVariants({ db, workspaceId }: Ctx, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({ ordinal: variants.ordinal, label: variants.label })
    .from(variants)
    .where(and(eq(variants.workspaceId, workspaceId), inArray(variants.id, ids)));
  return rows.map(({ ordinal, label }) => `${armLetter(ordinal)} ${label}`);
}
