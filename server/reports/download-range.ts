import type { ResultsQuery } from "@/lib/contracts/analytics";
import type { Ctx } from "@/server/context";
import { toCsvResponse } from "./csv-response";
import { limitDownloads } from "./download-limit";
import { RANGE_HEAD, readRangeRows } from "./range-rows";
import { readWindow } from "./report-window";

/** Results by day of the zone, platform, account, campaign and variant. */
export async function downloadRange(ctx: Ctx, query: ResultsQuery): Promise<Response> {
  return limitDownloads(ctx.workspaceId, async (download) => {
    const window = await readWindow(ctx, query);
    return toCsvResponse({
      download,
      name: "Results by day",
      madeAt: ctx.now(),
      head: RANGE_HEAD,
      batches: readRangeRows(ctx.db, window),
      log: ctx.log,
    });
  });
}
