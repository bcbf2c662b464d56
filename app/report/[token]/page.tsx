import type { Metadata } from "next";
import { Door } from "@/components/layout/door";
import { ReportPaper } from "@/components/reports/report-paper";
import { formatInZone } from "@/components/ui/zoned-format";
import { openLinkedReport } from "@/server/reports/open-linked-report";

// The address holds a secret: it must not travel to other sites in a Referer.
export const metadata: Metadata = { title: "Report", referrer: "no-referrer" };
export const dynamic = "force-dynamic";

export default async function LinkedReportPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const linked = await openLinkedReport(token);
  if (linked === "busy")
    return (
      <Door
        title="Many people read this now"
        intro="This report was opened very often within a few minutes. Wait a quarter of an hour and load the page again."
      >
        {null}
      </Door>
    );
  if (!linked)
    return (
      <Door
        title="This link is over"
        intro="It expired, was taken back, or is not complete. Ask whoever sent it to you for a new one."
      >
        {null}
      </Door>
    );
  const { name, report, expiresAt } = linked;
  return (
    <ReportPaper
      name={name}
      report={report}
      foot={
        <>
          This page works until {formatInZone(expiresAt, report.timeZone, "date")},{" "}
          {formatInZone(expiresAt, report.timeZone, "time")}. It shows this report and nothing else.
        </>
      }
    />
  );
}
