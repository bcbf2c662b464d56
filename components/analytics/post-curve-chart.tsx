"use client";

import type { ChartBand } from "@/components/analytics/chart-types";
import { inFigures } from "@/components/analytics/figures-in-words";
import {
  ageInWords,
  ageTicks,
  fromAxis,
  isDrawnCloser,
  toAxis,
  usualUntil,
} from "@/components/analytics/post-age";
import { type CurveCount, usualNote } from "@/components/analytics/post-curve-words";
import { TimeChart } from "@/components/analytics/time-chart";
import type { PostCurveView } from "@/lib/contracts/analytics";

type PostCurveChartProps = { curve: PostCurveView; count: CurveCount; label: string };

const UNITS: Record<CurveCount, string> = { views: "views", engagements: "interactions" };
/** What is to come is shown half as far again as the post is old, and a day at least. */
const ahead = 1.5;
const leastHours = 24;

export function PostCurveChart({ curve, count, label }: PostCurveChartProps) {
  const last = curve.points.at(-1);
  const age = last?.ageHours ?? 0;
  const usual = count === "views" ? curve.usual : null;
  const most = Math.max(
    age,
    1,
    Math.min(usual?.at(-1)?.ageHours ?? 0, Math.max(age * ahead, leastHours)),
  );
  const isCloser = isDrawnCloser(most);
  const at = (hours: number) => toAxis(hours, isCloser);
  const band: ChartBand | undefined = usual
    ? {
        points: usualUntil(usual, most).map(({ ageHours, ...rest }) => ({
          at: at(ageHours),
          ...rest,
        })),
        label: ["Usual here", "8 posts in 10"],
      }
    : undefined;
  // From the first reading on: how the count grew until then nobody saw.
  const points = curve.points.map((point) => ({ at: at(point.ageHours), value: point[count] }));
  const hoursAt = (place: number) => fromAxis(place, isCloser);
  return (
    <TimeChart
      label={label}
      unit={UNITS[count]}
      points={points}
      from={0}
      to={at(most)}
      ticks={ageTicks(most).map((tick) => ({ at: at(tick.hours), label: tick.label }))}
      end={last ? { value: inFigures(last[count]), note: ageInWords(age) } : undefined}
      band={band}
      timeInWords={(place) =>
        place === 0 ? "As it went out" : `${ageInWords(hoursAt(place))} after it went out`
      }
      noteOf={(index) => {
        const words = usual ? usualNote(curve, hoursAt(points[index]?.at ?? 0)) : null;
        return words ? { words, look: <div className="t3">{words}</div> } : null;
      }}
    />
  );
}
