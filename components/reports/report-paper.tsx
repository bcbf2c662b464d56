import type { ReactNode } from "react";
import { PrintButton } from "@/components/reports/print-button";
import { ReportChart } from "@/components/reports/report-chart";
import { ReportPosts } from "@/components/reports/report-posts";
import { ReportShares } from "@/components/reports/report-shares";
import { ReportTable } from "@/components/reports/report-table";
import { changeInWords, KPI_NAMES, kpiInWords } from "@/components/reports/report-words";
import { EmptyState } from "@/components/ui/empty-state";
import { Kpi, KpiRow, lookOfChange } from "@/components/ui/kpi";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Wheel } from "@/components/ui/wheel";
import { formatInZone } from "@/components/ui/zoned-format";
import type { ReportView } from "@/lib/contracts/reports";
import { beforeInWords, periodInWords, rateNote, reportLead } from "@/lib/domain/report-words";

type ReportPaperProps = {
  /** What it is called. */
  name?: string;
  report: ReportView;
  /** At the foot: until when it can be read. */
  foot?: ReactNode;
};

/** A report as one page: to look at, to print, and to share. */
export function ReportPaper({ name = "Results", report, foot }: ReportPaperProps) {
  const { timeZone, freshAt, now } = report;
  const isEmpty = report.totals.posts === 0 && report.series.points.length === 0;
  const inFull = (at: string) =>
    `${formatInZone(at, timeZone, "date")}, ${formatInZone(at, timeZone, "time")}`;
  return (
    <main className="report">
      <header className="report-head">
        <p className="report-from">{report.workspace}</p>
        <PrintButton />
        <h1>{name}</h1>
        <p className="report-period">
          {periodInWords(report)}
          <span className="t3">
            {report.from === null ? "Since the first result. " : ""}Days in{" "}
            {timeZone.replaceAll("_", " ")}
          </span>
          {report.sandbox ? <SandboxTag /> : null}
        </p>
        {report.filters.map(({ label, values }) => (
          <p className="report-filter" key={label}>
            <span className="t3">Only {label.toLowerCase()}:</span> {values.join(", ")}
          </p>
        ))}
      </header>
      {isEmpty ? (
        <EmptyState title="Nothing was counted in this period">
          Numbers stand here as soon as posts went out and were seen.
        </EmptyState>
      ) : (
        <Numbers report={report} />
      )}
      <footer className="report-foot">
        <span className="brand">
          <Wheel />
          Bandwagon
        </span>
        <p>
          Made {inFull(now)}
          {freshAt ? `, counted up to ${inFull(freshAt)}` : null}, {timeZone.replaceAll("_", " ")}.
          n/a: the platform does not tell it, or nothing was reported yet.
        </p>
        {foot ? <p>{foot}</p> : null}
      </footer>
    </main>
  );
}

function Numbers({ report }: { report: ReportView }) {
  const { campaignsLeftOut: left } = report;
  return (
    <>
      <p className="report-lead">{reportLead(report)}</p>
      <Totals report={report} />
      <ReportChart report={report} />
      <ReportPosts report={report} />
      <ReportTable
        title="By platform"
        what="Platform"
        rows={report.platforms}
        above={<ReportShares rows={report.platforms} />}
      />
      <ReportTable title="By account" what="Account" rows={report.accounts} />
      <ReportTable title="By campaign" what="Campaign" rows={report.campaigns} />
      {left > 0 ? <p className="t2">{left} campaigns with fewer views are left out.</p> : null}
      <ReportTable title="By variant" what="Variant" rows={report.variants} />
    </>
  );
}

function Totals({ report }: { report: ReportView }) {
  const isCompared = report.kpis.some((kpi) => changeInWords(kpi));
  const note = rateNote(report);
  return (
    <div>
      <KpiRow label="Totals" columns={4} isFirstBroad>
        {report.kpis.map((kpi) => {
          const change = changeInWords(kpi);
          return (
            <Kpi
              key={kpi.key}
              label={KPI_NAMES[kpi.key]}
              value={
                <span data-testid={`report-${kpi.key}`} data-value={kpi.value ?? ""}>
                  {kpiInWords(kpi)}
                </span>
              }
              change={change}
              changeIs={lookOfChange(change)}
              note={change ? `from ${kpiInWords({ ...kpi, value: kpi.before })}` : undefined}
            />
          );
        })}
      </KpiRow>
      {report.before || note ? (
        <p className="kpis-foot">
          {report.before
            ? isCompared
              ? `Compared with ${beforeInWords(report)}. `
              : "Nothing was counted before to compare with. "
            : null}
          {note}
        </p>
      ) : null}
    </div>
  );
}
