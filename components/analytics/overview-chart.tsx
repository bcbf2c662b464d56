"use client";

import { inFigures } from "@/components/analytics/figures-in-words";
import { Freshness } from "@/components/analytics/freshness";
import { dayFinding, hourMs, hoursRead, readUntil } from "@/components/analytics/hours-read";
import { NOT_READ } from "@/components/analytics/overview-words";
import { TimeChart } from "@/components/analytics/time-chart";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { LinkButton } from "@/components/ui/link-button";
import { Table } from "@/components/ui/table";
import { formatInZone } from "@/components/ui/zoned-format";
import type { OverviewView } from "@/lib/contracts/overview";

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
  const until = readUntil(overview);
  const points = hoursRead(overview).map(({ at, views }) => ({ at: Date.parse(at), value: views }));
  const finding = dayFinding(overview);
  const last = points.at(-1);
  const isPresent = last !== undefined && last.at + hourMs > Date.parse(overview.now);
  return (
    <Figure
      finding={finding}
      unit={`Views an hour, when they were counted, all accounts, ${day}, ${zone.replaceAll("_", " ")}`}
      aside={
        <span className="d-only">
          <Freshness now={overview.now} freshAt={overview.freshAt} receivedAt={receivedAt} />
        </span>
      }
      table={<HoursTable overview={overview} />}
    >
      <TimeChart
        label={`${finding}. Views an hour today as far as they were read${recent.usual ? ", beside a usual day" : ""}.`}
        unit="views an hour"
        points={points}
        from={from}
        to={to}
        ticks={toTicks(from, to, zone)}
        stepMs={hourMs}
        isLastOpen={last !== undefined && until !== null && last.at + hourMs > until}
        end={
          last && until !== null
            ? {
                value: isPresent ? `${inFigures(last.value)} this hour` : inFigures(last.value),
                note: `read until ${formatInZone(new Date(until), zone, "time")}`,
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
        timeInWords={(at) => `${weekday} ${formatInZone(new Date(at), zone, "time")}`}
      />
    </Figure>
  );
}

function toTicks(from: number, to: number, zone: string) {
  const ticks = [];
  for (let at = from; at <= to; at += ticksEveryMs) {
    const label = at === to ? "24:00" : formatInZone(new Date(at), zone, "time");
    ticks.push({ at, label });
  }
  return ticks;
}

function HoursTable({ overview }: { overview: OverviewView }) {
  const { recent, timeZone } = overview;
  const { usual } = recent;
  const until = readUntil(overview) ?? 0;
  return (
    <Table
      label="Views an hour today"
      rows={recent.hours.map((hour, index) => ({ ...hour, usual: usual?.[index]?.middle ?? null }))}
      rowKey={(row) => row.at}
      columns={[
        { key: "at", head: "Hour", cell: (row) => formatInZone(row.at, timeZone, "time") },
        {
          ...{ key: "views", head: "Views", num: true },
          cell: (row) => (Date.parse(row.at) < until ? inFigures(row.views) : NOT_READ),
        },
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
