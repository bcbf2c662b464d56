import type { ReactNode } from "react";
import { PrintButton } from "@/components/reports/print-button";
import { ReportChart } from "@/components/reports/report-chart";
import { ReportTable } from "@/components/reports/report-table";
import {
  changeInWords,
  KPI_NAMES,
  kpiInWords,
  periodInWords,
} from "@/components/reports/report-words";
import { EmptyState } from "@/components/ui/empty-state";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Time } from "@/components/ui/time";
import { Wheel } from "@/components/ui/wheel";
import type { ReportView } from "@/lib/contracts/reports";

type ReportPaperProps = {
  /** What it is called; left out, the workspace's name stands alone. */
  name?: string;
  report: ReportView;
  /** At the foot: until when it can be read. */
  foot?: ReactNode;
};

/** A report as one page: to look at, to print, and to share. */
export function ReportPaper({ name, report, foot }: ReportPaperProps) {
  const { timeZone, freshAt, now } = report;
  const isEmpty = report.totals.posts === 0 && report.series.points.length === 0;
  return (
    <main className="report">
      <header className="report-head">
        <span className="brand">
          <Wheel />
          Bandwagon
        </span>
        <PrintButton />
        <div className="report-title">
          <p className="t2">{name ? report.workspace : "Results"}</p>
          <h1>{name ?? report.workspace}</h1>
          <p className="t2">
            {periodInWords(report)}, days in {timeZone.replaceAll("_", " ")}{" "}
            {report.sandbox ? <SandboxTag /> : null}
          </p>
          {report.filters.map(({ label, values }) => (
            <p className="t2" key={label}>
              {label}: {values.join(", ")}
            </p>
          ))}
        </div>
      </header>
      {isEmpty ? (
        <EmptyState title="Nothing was counted in this period">
          Numbers stand here as soon as posts went out and were seen.
        </EmptyState>
      ) : (
        <Numbers report={report} />
      )}
      <footer className="xs t3">
        <p>
          Made <Time at={now} zone={timeZone} />
          {freshAt ? (
            <>
              , counted up to <Time at={freshAt} zone={timeZone} />
            </>
          ) : null}
          . n/a: the platform does not tell it.
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
      <KpiRow label="Totals" columns={Math.max(1, report.kpis.length)}>
        {report.kpis.map((kpi) => (
          <Kpi
            key={kpi.key}
            label={KPI_NAMES[kpi.key]}
            value={
              <span data-testid={`report-${kpi.key}`} data-value={kpi.value ?? ""}>
                {kpiInWords(kpi)}
              </span>
            }
            change={changeInWords(kpi)}
            changeIs={kpi.value !== null && kpi.value < (kpi.before ?? 0) ? "bad" : "good"}
            note={changeInWords(kpi) ? "on the period before" : undefined}
          />
        ))}
      </KpiRow>
      <ReportChart report={report} />
      <ReportTable title="By platform" what="Platform" rows={report.platforms} />
      <ReportTable title="By account" what="Account" rows={report.accounts} />
      <ReportTable title="By campaign" what="Campaign" rows={report.campaigns} />
      {left > 0 ? <p className="t2">{left} campaigns with fewer views are left out.</p> : null}
      <ReportTable title="By variant" what="Variant" rows={report.variants} />
    </>
  );
}
