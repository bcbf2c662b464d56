import type { CSSProperties, ReactNode } from "react";
import type { Scale } from "@/components/optimizer/arm-scale";
import { ArmStrip, AverageStrip, AxisStrip } from "@/components/optimizer/arm-strip";
import { Arm } from "@/components/ui/arm";
import type { OptimizerArm, OptimizerPanel } from "@/lib/contracts/optimizer";
import { formatRate } from "@/lib/domain/bandit/goal-words";
import type { Goal } from "@/lib/domain/metrics";

type RowsProps = {
  panel: OptimizerPanel;
  scale: Scale;
  /** Figures in columns at the right; without, they stand above each strip. */
  columns?: boolean;
};

const WIDE: CSSProperties = {
  display: "grid",
  gridTemplateColumns: "minmax(120px, 176px) minmax(0, 1fr) 44px 52px 64px 52px",
  columnGap: 14,
  alignItems: "center",
};

const count = (value: number) => value.toLocaleString("en");

export function ArmsRows({ panel, scale, columns }: RowsProps) {
  const { averageRate } = panel;
  const arms = byRate(panel.arms);
  const top = arms.find((arm) => arm.leads)?.rate ?? null;
  const goal = panel.campaign.objective;
  const average = <AverageStrip goal={goal} scale={scale} average={averageRate} />;
  const axis = <AxisStrip scale={scale} />;
  return (
    <div aria-hidden="true" className={columns ? undefined : "px-2"}>
      {columns ? <WideHead>{average}</WideHead> : average}
      {arms.map((arm) => (
        <Row key={arm.variantId} arm={arm} goal={goal} top={top} columns={columns}>
          <ArmStrip arm={arm} goal={goal} scale={scale} average={averageRate} />
        </Row>
      ))}
      {columns ? (
        <div style={WIDE}>
          <span />
          {axis}
        </div>
      ) : (
        axis
      )}
    </div>
  );
}

type RowProps = {
  arm: OptimizerArm;
  goal: Goal;
  /** The rate of the one that leads. */
  top: number | null;
  columns?: boolean;
  children: ReactNode;
};

function Row({ arm, goal, top, columns, children }: RowProps) {
  if (!columns) {
    return (
      <div className="border-b border-line-soft pt-2">
        <div className="row">
          <Name arm={arm} />
          <span className="push t2 xs nw">{inWords(arm)}</span>
        </div>
        {children}
      </div>
    );
  }
  return (
    <div style={WIDE} className="border-b border-line-soft">
      <Name arm={arm} standing={standing(arm, goal, top)} />
      {children}
      <span className="num m">{arm.posts}</span>
      <span className="num m">{arm.pending}</span>
      <span className="num m">{count(arm.totals.views ?? 0)}</span>
      <span className="num b">{arm.rate === null ? "–" : formatRate(goal, arm.rate)}</span>
    </div>
  );
}

function WideHead({ children }: { children: ReactNode }) {
  return (
    <div style={WIDE} className="t3 xs">
      <span />
      <span>{children}</span>
      <span className="num">Posts</span>
      <span className="num">Waiting</span>
      <span className="num">Views</span>
      <span className="num">Rate</span>
    </div>
  );
}

function Name({ arm, standing: place }: { arm: OptimizerArm; standing?: string }) {
  return (
    <span className="row min-w-0">
      <Arm letter={arm.letter} large={place !== undefined} />
      <span className="min-w-0">
        <span className="m cut block" title={arm.label}>
          {arm.label}
        </span>
        {place ? <span className="t3 xs block">{place}</span> : null}
      </span>
    </span>
  );
}

/** Best first; those without results keep their order at the end. */
function byRate(arms: readonly OptimizerArm[]): OptimizerArm[] {
  return arms.toSorted((a, b) => (b.rate ?? -1) - (a.rate ?? -1));
}

function standing(arm: OptimizerArm, goal: Goal, top: number | null): string {
  if (arm.deleted) return "Deleted";
  if (arm.rate === null) return arm.pending > 0 ? "Waiting for results" : "Not posted yet";
  if (arm.leads) return "Leads";
  if (arm.posts < 3) return "Too few posts to tell";
  if (top === null || formatRate(goal, top) === formatRate(goal, arm.rate)) return "Level";
  return arm.rate < top ? "Behind" : "Level";
}

function inWords(arm: OptimizerArm): string {
  const posts = `${arm.posts} ${arm.posts === 1 ? "post" : "posts"}`;
  return arm.pending > 0 ? `${posts}, ${arm.pending} waiting` : posts;
}
