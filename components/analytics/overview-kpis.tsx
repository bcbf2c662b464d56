import {
  changeInPercent,
  changeInPoints,
  inFigures,
  inPercent,
} from "@/components/analytics/figures-in-words";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import type { KpiView, OverviewView } from "@/lib/contracts/analytics";

interface Look {
  label: string;
  text: (value: number | null) => string;
  change: (kpi: KpiView) => string | null;
  note: string;
}

const LOOKS: Record<KpiView["key"], Look> = {
  views: {
    label: "Views, 7 days",
    text: (value) => inFigures(value ?? 0),
    change: ({ value, before }) => changeInPercent(value, before),
    note: "in a week",
  },
  engagement: {
    label: "Engagement rate",
    text: inPercent,
    change: ({ value, before }) => changeInPoints(value, before, 100),
    note: "points in a week",
  },
  clicks: {
    label: "Clicks per 1,000 views",
    text: (value) => (value === null ? "–" : value.toFixed(1)),
    change: ({ value, before }) => changeInPoints(value, before, 1),
    note: "in a week",
  },
  posts: {
    label: "Posts out, 7 days",
    text: (value) => inFigures(value ?? 0),
    change: ({ value, before }) => changeInPercent(value, before),
    note: "in a week",
  },
};

export function OverviewKpis({ overview }: { overview: OverviewView }) {
  return (
    <div style={{ borderTop: "1px solid var(--line)" }}>
      <KpiRow label="Last 7 days" columns={overview.kpis.length}>
        {overview.kpis.map((kpi) => (
          <OneKpi key={kpi.key} kpi={kpi} />
        ))}
      </KpiRow>
    </div>
  );
}

function OneKpi({ kpi }: { kpi: KpiView }) {
  const look = LOOKS[kpi.key];
  const change = look.change(kpi);
  return (
    <Kpi
      label={look.label}
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
