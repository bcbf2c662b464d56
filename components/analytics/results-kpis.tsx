import { KpiCards } from "@/components/analytics/kpi-cards";
import type { SummaryView } from "@/lib/contracts/analytics";

type ResultsKpisProps = {
  summary: SummaryView;
  /** What the figures are compared with: "the 28 days before". */
  before: string;
};

const KEYS = [
  ...["views", "engagements", "engagementRate"],
  ...["clicks", "clickRate", "conversions", "posts"],
] as const;

/** Three that say how it goes, four that say where from. */
export const ResultsKpis = ({ summary, before }: ResultsKpisProps) => (
  <KpiCards label="Key figures" summary={summary} keys={KEYS} before={before} />
);
