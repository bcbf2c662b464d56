import type { ResultsQuery } from "@/lib/contracts/analytics";
import type { Ctx } from "@/server/context";
import { toCsvResponse } from "./csv-response";
import { limitDownloads } from "./download-limit";
import { RAW_HEAD, readRawRows } from "./raw-rows";
import { readWindow } from "./report-window";

/** Every change of a count as it was recorded: the rows that all other numbers are sums of. */
export async function downloadRaw(ctx: Ctx, query: ResultsQuery): Promise<Response> {
  return limitDownloads(ctx.workspaceId, async (download) => {
    const window = await readWindow(ctx, query);
    return toCsvResponse({
      download,
      name: "Raw results",
      madeAt: ctx.now(),
      head: RAW_HEAD,
      batches: readRawRows(ctx.db, window),
      log: ctx.log,
    });
  });
}
