import type { ResultsQuery } from "@/lib/contracts/analytics";
import { canonicalZone } from "@/lib/domain/zones";
import type { Ctx } from "@/server/context";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";
import { viewerZone } from "@/server/workspaces/viewer-zone";

/** The zone and the world of who asks are kept with a report: it means the same for everybody, later too. */
export async function settleQuery(
  ctx: Ctx,
  query: ResultsQuery,
): Promise<{ query: ResultsQuery & { timeZone: string }; sandbox: boolean }> {
  const zone = query.timeZone ?? (await viewerZone(ctx));
  return {
    query: { ...query, timeZone: canonicalZone(zone) },
    sandbox: await isSandboxShown(ctx, await getWorkspace(ctx)),
  };
}
