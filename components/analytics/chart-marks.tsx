import type { Scale } from "@/components/analytics/chart-scale";
import { PlatformMark } from "@/components/ui/platform-mark";

export interface ChartMark {
  at: number;
  platform: string;
  out: boolean;
}

/** Posts whose marks would stand on one another: each platform once, and how many. */
export interface MarkGroup {
  /** The first and the last of them on the axis. */
  from: number;
  to: number;
  platforms: string[];
  count: number;
  out: boolean;
}

const markSize = 20;
const gap = 2;
const apart = 4;
const digitWidth = 7;
const mostPlatforms = 3;
/** More lines than these would hide the curve. */
const mostLines = 8;

/** Neighbours are joined until none lies on another, also where the edge pushes them together. */
export function groupMarks(marks: readonly ChartMark[], toX: Scale, right: number): MarkGroup[] {
  let groups = marks
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, platform, out }): MarkGroup => {
      const x = toX(at);
      return { from: x, to: x, platforms: [platform], count: 1, out };
    });
  for (let before = -1; before !== groups.length; ) {
    before = groups.length;
    groups = joinNeighbours(groups, right);
  }
  return groups;
}

function joinNeighbours(groups: readonly MarkGroup[], right: number): MarkGroup[] {
  const joined: MarkGroup[] = [];
  for (const group of groups) {
    const last = joined.at(-1);
    if (last && leftOf(group, right) < leftOf(last, right) + widthOf(last) + apart) {
      joined[joined.length - 1] = {
        from: last.from,
        to: group.to,
        platforms: [...new Set([...last.platforms, ...group.platforms])],
        count: last.count + group.count,
        out: last.out || group.out,
      };
    } else {
      joined.push(group);
    }
  }
  return joined;
}

const countOf = ({ platforms, count }: MarkGroup) =>
  count > Math.min(platforms.length, mostPlatforms) ? `×${count}` : "";

/** With room for the number: what is cut says something else. */
function widthOf(group: MarkGroup): number {
  const shown = Math.min(group.platforms.length, mostPlatforms);
  const words = countOf(group);
  return shown * markSize + (shown - 1) * gap + (words ? gap + 2 + words.length * digitWidth : 0);
}

/** In the middle of its posts, as far as the edges let it. */
function leftOf(group: MarkGroup, right: number): number {
  const width = widthOf(group);
  return Math.max(0, Math.min((group.from + group.to) / 2 - width / 2, right - width));
}

type ChartMarksProps = {
  marks: readonly ChartMark[];
  plot: { x: Scale; right: number; floor: number; top: number };
};

/** Hairlines up to `top` from where posts went out, under all else; short ones where there are many. */
export function MarkLines({ marks, plot }: ChartMarksProps) {
  const lines = new Map(marks.map(({ at, out }) => [Math.round(plot.x(at)) + 0.5, out]));
  const reach = lines.size > mostLines ? plot.floor : plot.top;
  return (
    <g stroke="var(--ink)">
      {[...lines].map(([x, out]) => (
        <g key={x}>
          {out ? <line x1={x} x2={x} y1={plot.floor} y2={reach} opacity="0.2" /> : null}
          <line x1={x} x2={x} y1={plot.floor} y2={plot.floor + 5} opacity={out ? 0.75 : 0.4} />
        </g>
      ))}
    </g>
  );
}

/** When posts went out, below the time; those still to come are pale. */
export function ChartMarks({ marks, plot }: ChartMarksProps) {
  return (
    <>
      {groupMarks(marks, plot.x, plot.right).map((group) => (
        <Group key={group.from} group={group} plot={plot} />
      ))}
    </>
  );
}

function Group({ group, plot }: { group: MarkGroup; plot: ChartMarksProps["plot"] }) {
  return (
    <foreignObject
      x={leftOf(group, plot.right)}
      y={plot.floor + 24}
      width={widthOf(group) + 1}
      height={markSize + 2}
      opacity={group.out ? 1 : 0.55}
      style={{ overflow: "visible" }}
    >
      <span className="row nw xs t2" style={{ gap }}>
        {group.platforms.slice(0, mostPlatforms).map((platform) => (
          <PlatformMark key={platform} platform={platform} />
        ))}
        {countOf(group) ? <span style={{ marginLeft: 2 }}>{countOf(group)}</span> : null}
      </span>
    </foreignObject>
  );
}
