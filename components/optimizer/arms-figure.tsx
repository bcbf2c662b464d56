import { armScale } from "@/components/optimizer/arm-scale";
import { ArmsRows } from "@/components/optimizer/arms-rows";
import { ArmsTable } from "@/components/optimizer/arms-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { LinkButton } from "@/components/ui/link-button";
import { Tag } from "@/components/ui/tag";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";
import { formatRate, goalWords } from "@/lib/domain/bandit/goal-words";

const TAGS = { early: null, level: "Level", leads: "Not proven yet", clear: "Clear of the others" };

/** The variants on one axis, each with its range. */
export function ArmsFigure({ panel }: { panel: OptimizerPanel }) {
  const goal = panel.campaign.objective;
  const { unit, scale: unitScale } = goalWords(goal);
  const tag = TAGS[panel.state];
  const wide = armScale(panel.arms, unitScale, 8);
  const narrow = armScale(panel.arms, unitScale, 4);
  if (panel.arms.length === 0) return <NoArms panel={panel} />;
  return (
    <Figure
      finding={panel.finding}
      unit={`${unit}. Dot: best estimate. Line: 90% interval, wider because posts of one variant differ`}
      aside={tag ? <Tag>{tag}</Tag> : undefined}
      table={<ArmsTable panel={panel} />}
    >
      <p className="sr">{toSentence(panel)}</p>
      <div className="@container">
        <div className="hidden @min-[600px]:block">
          <ArmsRows panel={panel} scale={wide} columns />
        </div>
        <div className="@min-[600px]:hidden">
          <ArmsRows panel={panel} scale={narrow} />
        </div>
      </div>
    </Figure>
  );
}

function NoArms({ panel }: { panel: OptimizerPanel }) {
  return (
    <EmptyState
      title="Nothing to compare yet"
      action={<LinkButton href={`/campaigns/${panel.campaign.id}`}>Open the campaign</LinkButton>}
    >
      Bandwagon needs two variants with three posts each. None is written for this platform.
    </EmptyState>
  );
}

/** What the picture shows, for those who do not see it. */
function toSentence(panel: OptimizerPanel): string {
  const goal = panel.campaign.objective;
  const parts = panel.arms.map((arm) => {
    if (arm.rate === null) return `${arm.letter} has no results`;
    const range = arm.interval
      ? `, range ${formatRate(goal, arm.interval.low)} to ${formatRate(goal, arm.interval.high)}`
      : "";
    return `${arm.letter} ${formatRate(goal, arm.rate)}${range}`;
  });
  return `${goalWords(goal).unit} by variant: ${parts.join("; ")}.`;
}
