import { inFigures, inPercent, orUnknown } from "@/components/analytics/figures-in-words";
import {
  LeaderAccount,
  LeaderLink,
  LeaderPost,
  LeaderVariant,
} from "@/components/analytics/leader-cells";
import { figureOf, inShort } from "@/components/analytics/leader-words";
import { MetricHint } from "@/components/analytics/metric-hint";
import { METRIC_MEANINGS, type MetricTerm } from "@/components/analytics/metric-terms";
import type { LeaderSort } from "@/components/analytics/use-figures";
import { Arm } from "@/components/ui/arm";
import { PlatformMark } from "@/components/ui/platform-mark";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Leader } from "@/lib/contracts/analytics";
import { catalog } from "@/lib/platforms/catalog";

type LeaderTableProps = { leaders: readonly Leader[]; sort: LeaderSort; zone: string };

const FIGURES: readonly [LeaderSort, MetricTerm, (leader: Leader) => string][] = [
  ["views", "views", ({ counts }) => orUnknown(counts.views)],
  ["engagements", "engagements", ({ engagements }) => inFigures(engagements)],
  ["clicks", "clicks", ({ counts }) => orUnknown(counts.clicks)],
  ["conversions", "conversions", ({ counts }) => orUnknown(counts.conversions)],
  ["rate", "engagementRate", ({ rate }) => inPercent(rate)],
];

function columns(sort: LeaderSort, zone: string): Column<Leader>[] {
  return [
    { key: "post", head: "Post", fill: true, cell: (leader) => <LeaderPost leader={leader} /> },
    { key: "account", head: "Account", cell: (leader) => <LeaderAccount leader={leader} /> },
    { key: "variant", head: "Variant", cell: (leader) => <LeaderVariant {...leader} /> },
    {
      key: "out",
      head: "Went out",
      cell: ({ publishedAt }) => <Time at={publishedAt} zone={zone} format="date-time" />,
    },
    ...FIGURES.map(([key, term, cell]) => ({
      key,
      head: <FigureHead term={term} isSorted={key === sort} />,
      num: true,
      cell: (leader: Leader) => (key === sort ? <b className="b">{cell(leader)}</b> : cell(leader)),
    })),
    {
      key: "open",
      head: <span className="sr">Elsewhere</span>,
      cell: (leader) => <LeaderLink leader={leader} />,
    },
  ];
}

function FigureHead({ term, isSorted }: { term: MetricTerm; isSorted: boolean }) {
  return (
    <span className="row row-2 leader-head">
      {isSorted ? <span className="sr">Sorted by</span> : null}
      <span className={isSorted ? "b" : undefined}>{METRIC_MEANINGS[term].name}</span>
      <MetricHint metric={term} />
    </span>
  );
}

export function LeaderTable({ leaders, sort, zone }: LeaderTableProps) {
  return (
    <Table
      label="Posts by what they brought"
      columns={columns(sort, zone)}
      rows={leaders}
      rowKey={({ postId }) => postId}
      rowHref={({ postId }) => `/posts/${postId}`}
      phone={(leader) => ({
        first: <LeaderPost leader={leader} />,
        aside: <b className="b">{figureOf(leader, sort)}</b>,
        second: <PhoneLine leader={leader} sort={sort} zone={zone} />,
      })}
    />
  );
}

type PhoneLineProps = { leader: Leader; sort: LeaderSort; zone: string };

function PhoneLine({ leader, sort, zone }: PhoneLineProps) {
  return (
    <span className="grid grid-cols-1 gap-1">
      <span className="row">
        <PlatformMark platform={leader.platform} label={catalog[leader.platform].label} />
        <span className="cut">{leader.accountHandle}</span>
        {leader.variant ? <Arm letter={leader.variant.letter} /> : null}
        <span className="push t3">
          <Time at={leader.publishedAt} zone={zone} format="day" />
        </span>
        <LeaderLink leader={leader} />
      </span>
      <span className="t3 xs">{inShort(leader, sort)}</span>
    </span>
  );
}
