"use client";

import { useState } from "react";
import { DownloadPanel } from "@/components/reports/download-panel";
import { LinkPanel } from "@/components/reports/link-panel";
import { SchedulePanel } from "@/components/reports/schedule-panel";
import { Segmented } from "@/components/ui/segmented";
import { Sheet } from "@/components/ui/sheet";
import type { ResultsQuery } from "@/lib/contracts/analytics";

type ReportsSheetProps = { query: ResultsQuery; canShare: boolean; onClose: () => void };
type Part = "download" | "share" | "schedule";

const PARTS: readonly { value: Part; label: string }[] = [
  { value: "download", label: "Download" },
  { value: "share", label: "Share" },
  { value: "schedule", label: "By mail" },
];

export function ReportsSheet({ query, canShare, onClose }: ReportsSheetProps) {
  const [part, setPart] = useState<Part>("download");
  return (
    <Sheet
      open
      onOpenChange={(open) => open || onClose()}
      title="Reports"
      description="Of what the page shows now: the same period, filters and world."
    >
      <div className="grid gap-6">
        <Segmented label="Kind of report" value={part} onChange={setPart} options={PARTS} />
        {part === "download" ? <DownloadPanel query={query} /> : null}
        {part === "share" ? <LinkPanel query={query} canShare={canShare} /> : null}
        {part === "schedule" ? <SchedulePanel query={query} canShare={canShare} /> : null}
      </div>
    </Sheet>
  );
}
