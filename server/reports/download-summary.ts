import type { ResultsQuery } from "@/lib/contracts/analytics";
import type { Ctx } from "@/server/context";
import { toCsvResponse } from "./csv-response";
import { limitDownloads } from "./download-limit";
import { readReport } from "./read-report";
import { SUMMARY_HEAD, toSummaryRows } from "./summary-rows";

/** The summary's numbers: by variant, campaign, account and platform. Named after the campaign, where it is one. */
export async function downloadSummary(ctx: Ctx, query: ResultsQuery): Promise<Response> {
  return limitDownloads(ctx.workspaceId, async (download) => {
    const report = await readReport(ctx, query);
    const campaigns = report.filters.find(({ label }) => label === "Campaign")?.values ?? [];
    return toCsvResponse({
      download,
      name: campaigns.length === 1 ? (campaigns[0] ?? "Results") : "Results",
      madeAt: new Date(report.now),
      head: SUMMARY_HEAD,
      batches: (async function* () {
        yield toSummaryRows(report);
      })(),
      log: ctx.log,
    });
  });
}
