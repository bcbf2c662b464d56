"use client";

import {
  changeInPercent,
  changeInPoints,
  inPercent,
  orUnknown,
  UNKNOWN,
} from "@/components/analytics/figures-in-words";
import { MetricHint } from "@/components/analytics/metric-hint";
import { KpiSkeleton } from "@/components/analytics/results-states";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import type { SummaryKpi, SummaryView } from "@/lib/contracts/analytics";

interface Look {
  label: string;
  text: (value: number | null) => string;
  change: (kpi: SummaryKpi) => string | null;
  note: string;
}

type Key = "views" | "engagementRate" | "clickRate" | "posts";

const LOOKS: Record<Key, Look> = {
  views: {
    label: "Views, 7 days",
    text: orUnknown,
    change: ({ value, before }) => changeInPercent(value, before),
    note: "in a week",
  },
  engagementRate: {
    label: "Engagement rate",
    text: inPercent,
    change: ({ value, before }) => changeInPoints(value, before, 100),
    note: "points in a week",
  },
  clickRate: {
    label: "Clicks per 1,000 views",
    text: (value) => (value === null ? UNKNOWN : (value * 1000).toFixed(1)),
    change: ({ value, before }) => changeInPoints(value, before, 1000),
    note: "in a week",
  },
  posts: {
    label: "Posts out, 7 days",
    text: orUnknown,
    change: ({ value, before }) => changeInPercent(value, before),
    note: "in a week",
  },
};
const KEYS = ["views", "engagementRate", "clickRate", "posts"] as const;

/** The last seven days beside as long a time before; figures move as results come in. */
export function OverviewKpis({ summary }: { summary: SummaryView | undefined }) {
  if (!summary) return <KpiSkeleton columns={KEYS.length} />;
  return (
    <KpiRow label="Last 7 days" columns={KEYS.length}>
      {KEYS.map((key) => {
        const kpi = summary.kpis.find((each) => each.key === key);
        return kpi ? <OneKpi key={key} kpi={kpi} look={LOOKS[key]} /> : null;
      })}
    </KpiRow>
  );
}

function OneKpi({ kpi, look }: { kpi: SummaryKpi; look: Look }) {
  const change = look.change(kpi);
  return (
    <Kpi
      label={
        <>
          {look.label}
          <MetricHint metric={kpi.key} />
        </>
      }
      value={
        <span data-testid={`kpi-${kpi.key}`} data-value={kpi.value ?? ""}>
          {look.text(kpi.value)}
        </span>
      }
      change={change ?? undefined}
      changeIs={change?.startsWith("−") ? "bad" : "good"}
      note={change ? look.note : "No week before to compare"}
      spark={kpi.spark.some((value) => value !== 0) ? kpi.spark : undefined}
    />
  );
}
