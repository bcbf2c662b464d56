import { and, eq, inArray } from "drizzle-orm";
import { armLetter } from "@/lib/domain/arm-letter";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";

export interface CampaignName {
  id: string;
  name: string;
  objective: "reach" | "engagement" | "ctr";
}

const known = (ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.flatMap((id) => id ?? [])),
];

/** Deleted ones too: what they earned stays. */
export async function readCampaignNames(
  db: Reader,
  workspaceId: string,
  ids: readonly (string | null)[],
): Promise<Map<string, CampaignName>> {
  const wanted = known(ids);
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: campaigns.id, name: campaigns.name, objective: campaigns.objective })
    .from(campaigns)
    .where(and(eq(campaigns.workspaceId, workspaceId), inArray(campaigns.id, wanted)));
  return new Map(rows.map((row) => [row.id, row]));
}

export interface VariantName {
  letter: string;
  label: string;
}

export async function readVariantNames(
  db: Reader,
  workspaceId: string,
  ids: readonly (string | null)[],
): Promise<Map<string, VariantName>> {
  const wanted = known(ids);
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: variants.id, ordinal: variants.ordinal, label: variants.label })
    .from(variants)
    .where(and(eq(variants.workspaceId, workspaceId), inArray(variants.id, wanted)));
  return new Map(rows.map((row) => [row.id, { letter: armLetter(row.ordinal), label: row.label }]));
}

export async function readHandles(
  db: Reader,
  workspaceId: string,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = known(ids);
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: socialAccounts.id, handle: socialAccounts.handle })
    .from(socialAccounts)
    .where(and(eq(socialAccounts.workspaceId, workspaceId), inArray(socialAccounts.id, wanted)));
  return new Map(rows.map((row) => [row.id, row.handle]));
}
