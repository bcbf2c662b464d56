import { KpiCards } from "@/components/analytics/kpi-cards";
import { KpiSkeleton } from "@/components/analytics/results-states";
import type { SummaryView } from "@/lib/contracts/analytics";

const KEYS = ["views", "engagementRate", "clickRate", "posts"] as const;

/** The last seven days beside as long a time before; figures move as results come in. */
export function OverviewKpis({ summary }: { summary: SummaryView | undefined }) {
  if (!summary) return <KpiSkeleton count={KEYS.length} />;
  return (
    <KpiCards
      label="Last 7 days"
      summary={summary}
      keys={KEYS}
      before="the 7 days before"
      period="The last 7 days."
    />
  );
}
