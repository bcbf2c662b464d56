import { Arm } from "@/components/ui/arm";
import { type Column, Table } from "@/components/ui/table";
import type { OptimizerArm, OptimizerPanel } from "@/lib/contracts/optimizer";
import { formatRate, goalWords } from "@/lib/domain/bandit/goal-words";
import type { Goal } from "@/lib/domain/metrics";

const COUNTS = ["views", "likes", "comments", "shares", "saves", "clicks"] as const;

const show = (value: number | null) => (value === null ? "–" : value.toLocaleString("en"));

/** Everything the chart shows, and the counts behind it. A dash is unknown, not zero. */
export function ArmsTable({ panel }: { panel: OptimizerPanel }) {
  return (
    <>
      <Table
        label={`Variants of ${panel.campaign.name}`}
        columns={toColumns(panel.campaign.objective)}
        rows={panel.arms}
        rowKey={(arm) => arm.variantId}
      />
      <p className="t3 xs" style={{ marginTop: 6 }}>
        Rate: {goalWords(panel.campaign.objective).unit.toLowerCase()}. A dash: the platform does
        not tell. Score: by which {panel.policy.toUpperCase()} would choose now, the highest wins.
      </p>
    </>
  );
}

function toColumns(goal: Goal): Column<OptimizerArm>[] {
  const rate = (value: number | null | undefined) =>
    value == null ? "–" : formatRate(goal, value);
  return [
    {
      key: "variant",
      head: "Variant",
      cell: (arm) => (
        <span className="row" style={{ minWidth: 130 }}>
          <Arm letter={arm.letter} /> {arm.label}
        </span>
      ),
    },
    { key: "rate", head: "Rate", num: true, cell: (arm) => rate(arm.rate) },
    {
      key: "range",
      head: "90% interval",
      num: true,
      cell: (arm) =>
        arm.interval ? `${rate(arm.interval.low)} to ${rate(arm.interval.high)}` : "–",
    },
    { key: "posts", head: "Posts", num: true, cell: (arm) => arm.posts },
    { key: "pending", head: "Waiting", num: true, cell: (arm) => arm.pending },
    ...COUNTS.map((name) => ({
      key: name,
      head: name.charAt(0).toUpperCase() + name.slice(1),
      num: true,
      cell: (arm: OptimizerArm) => show(arm.totals[name]),
    })),
    {
      key: "index",
      head: "Score",
      num: true,
      cell: (arm) => (arm.index === null ? "–" : arm.index.toFixed(3)),
    },
  ];
}
