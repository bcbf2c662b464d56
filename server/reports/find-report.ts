import type { ResultsQuery } from "@/lib/contracts/analytics";
import type { ReportView } from "@/lib/contracts/reports";
import type { Ctx } from "@/server/context";
import { isAppError } from "@/server/errors";
import { readReport } from "./read-report";

/** A report for a page, or null where it is of something that is not here. */
export async function findReport(ctx: Ctx, query: ResultsQuery): Promise<ReportView | null> {
  try {
    return await readReport(ctx, query);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
