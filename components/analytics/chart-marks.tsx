import type { Scale } from "@/components/analytics/chart-scale";
import { PlatformMark } from "@/components/ui/platform-mark";

export interface ChartMark {
  at: number;
  platform: string;
  out: boolean;
}

export interface MarkGroup {
  x: number;
  platforms: string[];
  count: number;
  out: boolean;
}

const markSize = 18;
const gap = 2;
const countWidth = 22;
const mostPlatforms = 3;
/** More lines than these would hide the curve. */
const mostLines = 24;

/** Posts whose marks would stand on one another, as one group: each platform once, and how many. */
export function groupMarks(marks: readonly ChartMark[], toX: Scale): MarkGroup[] {
  let groups = marks
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, platform, out }) => ({ x: toX(at), platforms: [platform], count: 1, out }));
  // A group is wider than its parts, and may reach the next one.
  for (let before = -1; before !== groups.length; ) {
    before = groups.length;
    groups = joinNeighbours(groups);
  }
  return groups;
}

function joinNeighbours(groups: readonly MarkGroup[]): MarkGroup[] {
  const joined: MarkGroup[] = [];
  for (const group of groups) {
    const last = joined.at(-1);
    if (last && group.x - last.x < (widthOf(last) + widthOf(group)) / 2) {
      joined[joined.length - 1] = {
        x: last.x,
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

const widthOf = ({ platforms, count }: MarkGroup) => {
  const shown = Math.min(platforms.length, mostPlatforms);
  return shown * (markSize + gap) + (count > shown ? countWidth : 0);
};

type ChartMarksProps = {
  marks: readonly ChartMark[];
  plot: { x: Scale; width: number; floor: number; top: number };
};

/** When posts went out, below the time; those still to come are pale. */
export function ChartMarks({ marks, plot }: ChartMarksProps) {
  const lines = new Map(marks.map(({ at, out }) => [Math.round(plot.x(at)), out]));
  const reach = lines.size > mostLines ? plot.floor - 5 : plot.top;
  return (
    <>
      {[...lines].map(([x, out]) => (
        <line
          key={x}
          x1={x}
          x2={x}
          y1={plot.floor}
          y2={out ? reach : plot.floor - 7}
          stroke="var(--ink)"
          opacity="0.32"
        />
      ))}
      {groupMarks(marks, plot.x).map((group) => (
        <Group key={group.x} group={group} plot={plot} />
      ))}
    </>
  );
}

function Group({ group, plot }: { group: MarkGroup; plot: ChartMarksProps["plot"] }) {
  const width = widthOf(group);
  const left = Math.min(Math.max(0, group.x - width / 2), Math.max(0, plot.width - width));
  const shown = group.platforms.slice(0, mostPlatforms);
  return (
    <foreignObject
      x={left}
      y={plot.floor + 22}
      width={width}
      height={markSize + 2}
      opacity={group.out ? 1 : 0.55}
    >
      <span className="row nw xs t2" style={{ gap }}>
        {shown.map((platform) => (
          <PlatformMark key={platform} platform={platform} />
        ))}
        {group.count > shown.length ? `×${group.count}` : null}
      </span>
    </foreignObject>
  );
}
