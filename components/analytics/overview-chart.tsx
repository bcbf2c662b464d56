"use client";

import { countOf, inFigures, inPercent } from "@/components/analytics/figures-in-words";
import { Freshness } from "@/components/analytics/freshness";
import { TimeChart } from "@/components/analytics/time-chart";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { LinkButton } from "@/components/ui/link-button";
import { Table } from "@/components/ui/table";
import { formatInZone } from "@/components/ui/zoned-format";
import type { OverviewView } from "@/lib/contracts/overview";

const hourMs = 3_600_000;
const ticksEveryMs = 3 * hourMs;

/** Nothing came in today, nothing goes out, and no usual day is known. */
export const hasNoChart = ({ recent }: OverviewView): boolean =>
  recent.usual === null &&
  recent.marks.length === 0 &&
  recent.hours.every((hour) => hour.views === 0);

export function OverviewChart({
  overview,
  receivedAt,
}: {
  overview: OverviewView;
  receivedAt: number;
}) {
  const { recent, timeZone: zone } = overview;
  if (hasNoChart(overview)) return <Quiet overview={overview} />;
  const from = Date.parse(recent.dayStart);
  const to = Date.parse(recent.dayEnd);
  const day = formatInZone(recent.dayStart, zone, "day");
  const weekday = day.split(" ")[0] ?? "";
  const points = toPoints(overview);
  const finding = toFinding(overview);
  const last = points.at(-1);
  return (
    <Figure
      finding={finding}
      unit={`Views an hour, all accounts, ${day}, ${zone}`}
      aside={
        <span className="d-only">
          <Freshness now={overview.now} freshAt={overview.freshAt} receivedAt={receivedAt} />
        </span>
      }
      table={<HoursTable overview={overview} />}
    >
      <TimeChart
        label={`${finding}. Views an hour today so far${recent.usual ? ", beside a usual day" : ""}.`}
        unit="views an hour"
        points={points}
        from={from}
        to={to}
        ticks={toTicks(from, to, zone)}
        isLastOpen
        end={
          last
            ? {
                value: `${inFigures(last.value)} this hour`,
                note: `so far, ${formatInZone(overview.now, zone, "time")}`,
              }
            : undefined
        }
        band={
          recent.usual
            ? {
                points: recent.usual.map((hour) => ({
                  ...hour,
                  at: Date.parse(hour.at) + hourMs / 2,
                })),
                label: [`Usual day`, "8 days in 10"],
              }
            : undefined
        }
        marks={recent.marks.map((mark) => ({ ...mark, at: Date.parse(mark.at) }))}
        timeInWords={(at) => `${weekday} ${formatInZone(new Date(at - hourMs / 2), zone, "time")}`}
      />
    </Figure>
  );
}

/** Each hour in its middle; the one that is not over yet, now. */
function toPoints({ recent, now }: OverviewView) {
  const present = Date.parse(now);
  return recent.hours.map(({ at, views }) => ({
    at: Math.min(Date.parse(at) + hourMs / 2, Math.max(present, Date.parse(at))),
    value: views,
  }));
}

function toTicks(from: number, to: number, zone: string) {
  const ticks = [];
  for (let at = from; at <= to; at += ticksEveryMs) {
    const label = at === to ? "24:00" : formatInZone(new Date(at), zone, "time");
    ticks.push({ at, label });
  }
  return ticks;
}

/** Hours that are over, against the same hours of a usual day. */
function toFinding({ recent, now }: OverviewView): string {
  const total = recent.hours.reduce((sum, hour) => sum + hour.views, 0);
  const over = recent.hours.filter((hour) => Date.parse(hour.at) + hourMs <= Date.parse(now));
  const usual = (recent.usual ?? [])
    .slice(0, over.length)
    .reduce((sum, hour) => sum + hour.middle, 0);
  const seen = over.reduce((sum, hour) => sum + hour.views, 0);
  if (usual <= 0) return `${countOf(total, "view")} today so far`;
  const ratio = seen / usual - 1;
  if (Math.abs(ratio) < 0.05) return "Today runs like a usual day";
  const share = inPercent(Math.abs(ratio));
  return `Views run ${share} ${ratio > 0 ? "above" : "below"} a usual day`;
}

function HoursTable({ overview: { recent, timeZone } }: { overview: OverviewView }) {
  const { usual } = recent;
  return (
    <Table
      label="Views an hour today"
      rows={recent.hours.map((hour, index) => ({ ...hour, usual: usual?.[index]?.middle ?? null }))}
      rowKey={(row) => row.at}
      columns={[
        { key: "at", head: "Hour", cell: (row) => formatInZone(row.at, timeZone, "time") },
        { key: "views", head: "Views", num: true, cell: (row) => inFigures(row.views) },
        {
          key: "usual",
          head: "Usual",
          num: true,
          cell: (row) => (row.usual === null ? "–" : inFigures(row.usual)),
        },
      ]}
    />
  );
}

function Quiet({ overview }: { overview: OverviewView }) {
  const isPlanned = overview.next.items.length > 0;
  return (
    <EmptyState
      title={isPlanned ? "Nothing to count today" : "Nothing has gone out yet"}
      action={
        isPlanned ? (
          <LinkButton href="/calendar">Open the calendar</LinkButton>
        ) : (
          <LinkButton href="/campaigns/new">Write a brief</LinkButton>
        )
      }
    >
      Views of what you post are drawn here, hour by hour, beside a usual day.
    </EmptyState>
  );
}
