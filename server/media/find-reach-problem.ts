import { and, eq, ne } from "drizzle-orm";
import type { MediaSummary } from "@/lib/contracts/media";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { isPrivateAddress } from "@/server/platforms/egress-address";

/** Why nobody outside can fetch from this address; null where they should be able to. */
export function whyUnreachable(appUrl: string): string | null {
  const { protocol, hostname } = new URL(appUrl);
  const host = hostname.replace(/^\[|\]$/g, "");
  if (host === "localhost" || host.endsWith(".localhost") || /^127\.|^::1$/.test(host)) {
    return `${host} is this machine only`;
  }
  const isInside = /^[\d.]+$|:/.test(host)
    ? isPrivateAddress(host)
    : /^[^.]+$|\.(local|internal|lan)$/.test(host);
  if (isInside) return `${host} is an address inside a private network`;
  return protocol === "https:" ? null : `${host} is given without https`;
}

/** Platforms connected here that fetch files from us and can't. The sandbox lives beside us and can. */
export async function findReachProblem(ctx: Ctx): Promise<MediaSummary["unreachable"]> {
  const reason = whyUnreachable(ctx.runtime.env.APP_URL);
  if (!reason) return null;
  const rows = await ctx.db
    .selectDistinct({ platform: socialAccounts.platform })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, ctx.workspaceId),
        eq(socialAccounts.sandbox, false),
        ne(socialAccounts.status, "disconnected"),
      ),
    );
  const platforms = rows
    .map(({ platform }) => catalog[Platform.parse(platform)])
    .filter(({ fetchesMedia }) => fetchesMedia)
    .map(({ label }) => label)
    .sort();
  return platforms.length > 0 ? { reason, platforms } : null;
}
