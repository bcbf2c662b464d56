import { and, asc, eq, ne } from "drizzle-orm";
import type { RestingPlatforms } from "@/lib/contracts/accounts";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { providerHealth } from "@/server/db/schema/facts";

/** Platforms with accounts of the workspace that are left alone since they failed again and again. */
export async function listRestingPlatforms(ctx: Ctx): Promise<RestingPlatforms> {
  const rows = await ctx.db
    .selectDistinct({
      platform: providerHealth.platform,
      sandbox: providerHealth.sandbox,
      openedAt: providerHealth.openedAt,
      nextProbeAt: providerHealth.nextProbeAt,
    })
    .from(providerHealth)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.platform, providerHealth.platform),
        eq(socialAccounts.sandbox, providerHealth.sandbox),
      ),
    )
    .where(
      and(
        ne(providerHealth.state, "closed"),
        eq(socialAccounts.workspaceId, ctx.workspaceId),
        ne(socialAccounts.status, "disconnected"),
      ),
    )
    .orderBy(asc(providerHealth.platform), asc(providerHealth.sandbox));
  return {
    items: rows.map(({ openedAt, nextProbeAt, sandbox, ...row }) => {
      const platform = Platform.parse(row.platform);
      return {
        ...{ platform, sandbox, label: catalog[platform].label },
        since: openedAt?.toISOString() ?? null,
        until: nextProbeAt?.toISOString() ?? null,
      };
    }),
  };
}
