import type { Metadata } from "next";
import { Door } from "@/components/layout/door";
import { ReportPaper } from "@/components/reports/report-paper";
import { ResultsQuery } from "@/lib/contracts/analytics";
import { getPageContext } from "@/server/http/page-context";
import { findReport } from "@/server/reports/find-report";

export const metadata: Metadata = { title: "Report" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function ReportPage({ searchParams }: { searchParams: Search }) {
  const ctx = await getPageContext();
  const query = ResultsQuery.safeParse(await searchParams);
  const report = query.success ? await findReport(ctx, query.data) : null;
  if (report) return <ReportPaper report={report} />;
  return (
    <Door
      title="There is no such report"
      intro="Its address is not complete, or what it tells of is not in this workspace. Open it again from Analytics."
    >
      {null}
    </Door>
  );
}
