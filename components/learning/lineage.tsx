import { layoutFamily } from "@/components/learning/family-layout";
import { cx } from "@/components/ui/class-names";
import type { LineageMark } from "@/lib/contracts/learning";
import { findLeader } from "@/lib/domain/evolution/prompt";

const SIZES = { width: 8, height: 8, gapX: 9, gapY: 3 };
const GENERATIONS = 7;
const HEIGHT = 30;

/** The family in small: a column a generation, who writes now marked. The words beside it say it. */
export function Lineage({ marks }: { marks: readonly LineageMark[] }) {
  const latest = marks.reduce((most, { generation }) => Math.max(most, generation), 0);
  const shown = marks.filter(({ generation }) => generation > latest - GENERATIONS);
  const { placed, edges, width, height } = layoutFamily(shown, SIZES);
  if (placed.length === 0) return null;
  const leader = findLeader(shown);
  const box = Math.max(HEIGHT, height + 4);
  return (
    <svg
      className="lineage"
      width={width + 4}
      height={HEIGHT}
      viewBox={`-2 ${(height - box) / 2} ${width + 4} ${box}`}
      preserveAspectRatio="xMinYMid"
      aria-hidden="true"
    >
      {edges.map(({ from, to, path, onLine }) => (
        <path key={`${from} ${to}`} d={path} className={onLine ? "on-line" : undefined} />
      ))}
      {placed.map(({ member, x, y }) => (
        <rect
          key={member.id}
          className={cx(
            member.status,
            member.parentIds.length === 0 && "seed",
            member.id === leader?.id && "leads",
          )}
          x={x}
          y={y}
          width={SIZES.width}
          height={SIZES.height}
          rx="2"
        />
      ))}
    </svg>
  );
}
