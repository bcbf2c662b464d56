"use client";

import Link from "next/link";
import { useRef, useState } from "react";
import { FigureDownload } from "@/components/analytics/figure-download";
import { FigureFailed, FigureSkeleton } from "@/components/analytics/figure-states";
import { heatFacts, timesSeen } from "@/components/analytics/heat-facts";
import { HeatKey, HeatMap } from "@/components/analytics/heat-map";
import { type HeatMetric, shadeStarts, toWeek } from "@/components/analytics/heat-scale";
import { HeatTable } from "@/components/analytics/heat-table";
import { heatFinding, heatRows, seenWords } from "@/components/analytics/heat-words";
import { useHeatMap } from "@/components/analytics/use-figures";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { Segmented } from "@/components/ui/segmented";
import { Tag } from "@/components/ui/tag";
import type { HeatMapView, ResultsQuery } from "@/lib/contracts/analytics";

const METRICS = [
  { value: "views", label: "Views" },
  { value: "engagements", label: "Interactions" },
  { value: "clicks", label: "Clicks" },
] as const;

/** When results came in, by hour and weekday. */
export function HeatFigure({ filter }: { filter: ResultsQuery }) {
  const { data, error, refetch } = useHeatMap(filter);
  if (error && !data) {
    return (
      <FigureFailed
        title="The hours could not be loaded"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <FigureSkeleton label="Loading the hours of the week" height={250} />;
  if (data.cells.length === 0) {
    return (
      <EmptyState title="Nothing came in yet">
        As results come in, this shows the hours of the week in which they do.
      </EmptyState>
    );
  }
  return <Week view={data} />;
}

const tells = ({ told }: HeatMapView, metric: HeatMetric) =>
  metric === "engagements" || told[metric];

function Week({ view }: { view: HeatMapView }) {
  const target = useRef<HTMLDivElement>(null);
  const [wanted, setMetric] = useState<HeatMetric>("views");
  const metric = tells(view, wanted) ? wanted : "engagements";
  const week = toWeek(view.cells);
  const times = timesSeen(view);
  const facts = heatFacts(week, metric, times?.least ?? null);
  const most = facts.peak?.value ?? 0;
  const starts = shadeStarts(most);
  const name = `${METRICS.find(({ value }) => value === metric)?.label ?? ""} by hour of the week`;
  // What has come in was seen, also where it was told of a time before the first post.
  const isSeen = (slot: number) => !times || times.seen[slot] === true || week[slot] !== null;
  const finding = heatFinding(facts, metric);
  const seen = seenWords(times?.least);
  return (
    <div ref={target} data-testid="heat">
      <Figure
        finding={finding}
        unit={`${name}, when they were counted, ${view.timeZone.replaceAll("_", " ")}${seen ? `. ${seen}` : ""}`}
        aside={
          <>
            {facts.isHabit ? null : <Tag>Little data</Tag>}
            <FigureDownload name={name} rows={heatRows(week, view.told)} target={target} />
          </>
        }
        table={<HeatTable week={week} told={view.told} />}
      >
        <div className="grid gap-3">
          <Segmented
            label="What the hours show"
            value={metric}
            onChange={setMetric}
            options={METRICS.map((option) => {
              const isTold = tells(view, option.value);
              const label = isTold ? option.label : `${option.label} n/a`;
              return { ...option, label, disabled: !isTold };
            })}
          />
          <HeatMap
            label={`${name}. ${finding}.`}
            peak={facts.peak?.slot ?? null}
            {...{ week, metric, starts, isSeen }}
          />
          <HeatKey starts={starts} most={most} isSeen={isSeen} />
          <p className="t3 xs">
            An hour holds what was counted in it, which may have happened a little before. It does
            not tell when to post:{" "}
            <Link className="underline" href="/optimizer/best-times">
              best times
            </Link>{" "}
            do.
          </p>
        </div>
      </Figure>
    </div>
  );
}
