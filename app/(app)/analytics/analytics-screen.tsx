"use client";

import { ResultsPage } from "@/components/analytics/results-page";
import { ReportsButton } from "@/components/reports/reports-button";

export function AnalyticsScreen({ now, canShare }: { now: string; canShare: boolean }) {
  return (
    <ResultsPage
      now={now}
      reports={(query) => <ReportsButton query={query} canShare={canShare} />}
    />
  );
}
