import { PlusIcon } from "@phosphor-icons/react/ssr";
import { armScale } from "@/components/optimizer/arm-scale";
import { ArmsRows } from "@/components/optimizer/arms-rows";
import { ArmsTable } from "@/components/optimizer/arms-table";
import { AutoMark } from "@/components/ui/auto-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { LinkButton } from "@/components/ui/link-button";
import { Tag } from "@/components/ui/tag";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";

type FigureProps = { panel: OptimizerPanel; canWrite: boolean };

/** What is believed of each variant, all on one axis. */
export function ArmsFigure({ panel, canWrite }: FigureProps) {
  const { arms, reward, winner } = panel;
  if (arms.length === 0) return <NoArms panel={panel} />;
  const rows = { panel, canWrite };
  const known = arms.some((arm) => arm.rate !== null);
  return (
    <Figure
      finding={panel.finding}
      unit={
        known
          ? `${reward.unit}. Dot: best estimate. Thick line: 90% range${panel.averageRate === null ? "" : ". Dotted: the average of the dots"}`
          : reward.unit
      }
      aside={
        <span data-testid="winner-badge">
          {winner.state === "winner" ? (
            <AutoMark>{winner.badge}</AutoMark>
          ) : (
            <Tag>{winner.badge}</Tag>
          )}
        </span>
      }
      table={<ArmsTable panel={panel} />}
    >
      <div className="@container">
        <div className="hidden @min-[620px]:block">
          <ArmsRows {...rows} scale={armScale(arms, reward.scale, 8)} columns />
        </div>
        <div className="@min-[620px]:hidden">
          <ArmsRows {...rows} scale={armScale(arms, reward.scale, 4)} />
        </div>
      </div>
      {canWrite ? (
        <LinkButton
          size="sm"
          variant="quiet"
          href={`/campaigns/${panel.campaign.id}`}
          icon={<PlusIcon className="i" aria-hidden="true" />}
        >
          Add a variant
        </LinkButton>
      ) : null}
      <Notes panel={panel} known={known} />
    </Figure>
  );
}

/** What stands in the way of a claim, and how the figures are to be read. */
function Notes({ panel, known }: { panel: OptimizerPanel; known: boolean }) {
  const { arms, winner } = panel;
  const blocked = Map.groupBy(
    arms.filter((arm) => arm.blocked !== null && !arm.deleted),
    (arm) => arm.blocked,
  );
  return (
    <div className="grid gap-1" style={{ marginTop: 8, maxWidth: "76ch" }}>
      {winner.words ? <p className="t2">{winner.words}</p> : null}
      {[...blocked].map(([why, those]) => (
        <p key={why} className="t2 xs">
          <b className="b">{those.map((arm) => arm.letter).join(", ")}</b>: {why}
        </p>
      ))}
      {known ? (
        <p className="t3 xs">
          Count as: 1 is a new post with the usual views; fewer views or more age make it less. A
          post that thousands saw is not thousands of trials: the more posts differ, the less each
          proves. Variants are judged partly together: posts of one also say a little of the others.
          So these are estimates, not totals: all points over all views can lie outside of a range.
          Loses on average: against the best one, if only this one were posted.
        </p>
      ) : null}
    </div>
  );
}

function NoArms({ panel }: { panel: OptimizerPanel }) {
  return (
    <EmptyState
      title="Nothing to compare yet"
      action={<LinkButton href={`/campaigns/${panel.campaign.id}`}>Write variants</LinkButton>}
    >
      Bandwagon needs two variants with six posts between them. None is written for this platform.
    </EmptyState>
  );
}
