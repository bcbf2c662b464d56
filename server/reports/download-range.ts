import type { ResultsQuery } from "@/lib/contracts/analytics";
import type { Ctx } from "@/server/context";
import { limitRate } from "@/server/http/rate-limit";
import { toCsvResponse } from "./csv-response";
import { DOWNLOADS } from "./download-limit";
import { RANGE_HEAD, readRangeRows } from "./range-rows";
import { readWindow } from "./report-window";

/** Results by day of the zone, platform, account, campaign and variant. */
export async function downloadRange(ctx: Ctx, query: ResultsQuery): Promise<Response> {
  limitRate(`download:${ctx.workspaceId}`, DOWNLOADS);
  const window = await readWindow(ctx, query);
  return toCsvResponse({
    name: "Results by day",
    madeAt: ctx.now(),
    head: RANGE_HEAD,
    batches: readRangeRows(ctx.db, window),
    log: ctx.log,
  });
}
