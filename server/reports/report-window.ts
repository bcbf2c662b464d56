import type { ResultsQuery } from "@/lib/contracts/analytics";
import {
  type ResultsScope,
  type ResultsWindow,
  readResults,
  toWindow,
} from "@/server/analytics/results-scope";
import type { Ctx } from "@/server/context";

/** What a file holds: the same window, world and zone as every other view of the query. */
export type ReportWindow = ResultsScope & ResultsWindow;

export const readWindow = (ctx: Ctx, query: ResultsQuery): Promise<ReportWindow> =>
  readResults(ctx, query, async (_tx, scope) => ({ ...scope, ...toWindow(scope) }));
