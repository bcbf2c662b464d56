import {
  armSentence,
  oddsByVariant,
  showCount,
  showOdds,
  showRate,
  showShare,
  showWorth,
} from "@/components/optimizer/figure-words";
import { Arm } from "@/components/ui/arm";
import { type Column, type PhoneRow, Table } from "@/components/ui/table";
import type { OptimizerArm, OptimizerPanel } from "@/lib/contracts/optimizer";

const COUNTS = ["views", "likes", "comments", "shares", "saves", "clicks"] as const;

const orDash = (value: number | null, show: (value: number) => string) =>
  value === null ? "–" : show(value);

/** Everything the chart shows, and the counts behind it. A dash is unknown, not zero. */
export function ArmsTable({ panel }: { panel: OptimizerPanel }) {
  const { arms, reward, campaign } = panel;
  return (
    <div className="grid gap-3">
      <Table
        label={`What is believed of the variants of ${campaign.name}`}
        columns={[variant, ...toBeliefs(panel)]}
        rows={arms}
        rowKey={(arm) => arm.variantId}
        phone={(arm) => ({
          ...toPhoneRow(
            arm,
            orDash(arm.rate, (rate) => showRate(reward, rate)),
          ),
          second: <span className="xs">{armSentence(arm, reward)}</span>,
        })}
      />
      <Table
        label={`What was counted of the variants of ${campaign.name}`}
        columns={[variant, ...toCounts(panel)]}
        rows={arms}
        rowKey={(arm) => arm.variantId}
        phone={(arm) => ({
          ...toPhoneRow(
            arm,
            orDash(arm.rawRate, (rate) => showRate(reward, rate)),
          ),
          second: <span className="xs">{countsInWords(arm)}</span>,
        })}
      />
      <p className="t3 xs" style={{ maxWidth: "76ch" }}>
        Rate: {reward.unit.toLowerCase()}, drawn towards the others while there is little of its
        own. As counted: without that. Next slot: the chance of being chosen now. Score: by which{" "}
        {panel.policy} would choose, the highest wins. A dash: not known.
      </p>
    </div>
  );
}

const num = true as const;

const variant: Column<OptimizerArm> = {
  key: "variant",
  head: "Variant",
  cell: (arm) => (
    <span className="row" style={{ minWidth: 110 }}>
      <Arm letter={arm.letter} /> {arm.label}
    </span>
  ),
};

function toBeliefs({ reward, arms }: OptimizerPanel): Column<OptimizerArm>[] {
  const rate = (value: number) => showRate(reward, value);
  const odds = oddsByVariant(arms.map((arm) => ({ ...arm, share: arm.nextShare })));
  return [
    { key: "rate", head: "Rate", num, cell: (arm) => orDash(arm.rate, rate) },
    {
      key: "range",
      head: "90% range",
      num,
      cell: ({ interval }) =>
        interval ? (
          <span className="nw">
            {rate(interval.low)} to {rate(interval.high)}
          </span>
        ) : (
          "–"
        ),
    },
    { key: "best", head: "Odds it’s best", num, cell: (arm) => orDash(arm.pBest, showOdds) },
    { key: "loss", head: "Loses", num, cell: (arm) => orDash(arm.expectedLoss, showShare) },
    { key: "posts", head: "Posts", num, cell: (arm) => showCount(arm.posts) },
    { key: "worth", head: "Count as", num, cell: (arm) => showWorth(arm.effectivePosts) },
    { key: "pending", head: "Waiting", num, cell: (arm) => arm.pending },
    { key: "share", head: "Next slot", num, cell: (arm) => odds.get(arm.variantId) ?? "–" },
    {
      key: "index",
      head: "Score",
      num,
      cell: (arm) => orDash(arm.index, (index) => index.toFixed(3)),
    },
  ];
}

function toCounts({ reward }: OptimizerPanel): Column<OptimizerArm>[] {
  return [
    {
      key: "raw",
      head: "As counted",
      num,
      cell: (arm) => orDash(arm.rawRate, (rate) => showRate(reward, rate)),
    },
    ...COUNTS.map((name) => ({
      key: name,
      head: name.charAt(0).toUpperCase() + name.slice(1),
      num,
      cell: (arm: OptimizerArm) => orDash(arm.totals[name], showCount),
    })),
  ];
}

function toPhoneRow(arm: OptimizerArm, rate: string): PhoneRow {
  return {
    first: (
      <span className="row">
        <Arm letter={arm.letter} /> {arm.label}
      </span>
    ),
    aside: <b className="b">{rate}</b>,
  };
}

function countsInWords(arm: OptimizerArm): string {
  const counts = COUNTS.flatMap((name) => {
    const value = arm.totals[name];
    return value === null ? [] : [`${showCount(value)} ${name}`];
  });
  return counts.length > 0 ? counts.join(", ") : "Nothing counted yet";
}
