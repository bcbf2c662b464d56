import {
  LeaderLink,
  LeaderMeta,
  LeaderPost,
  LeaderText,
} from "@/components/analytics/leader-cells";
import { figureOf } from "@/components/analytics/leader-words";
import { MetricHint } from "@/components/analytics/metric-hint";
import { METRIC_MEANINGS, type MetricTerm } from "@/components/analytics/metric-terms";
import type { LeaderSort } from "@/components/analytics/use-figures";
import { cx } from "@/components/ui/class-names";
import { type Column, Table } from "@/components/ui/table";
import type { Leader } from "@/lib/contracts/analytics";

type LeaderTableProps = { leaders: readonly Leader[]; sort: LeaderSort; zone: string };

const FIGURES: readonly { key: LeaderSort; term: MetricTerm; short: string }[] = [
  { key: "views", term: "views", short: "Views" },
  { key: "engagements", term: "engagements", short: "Interactions" },
  { key: "clicks", term: "clicks", short: "Clicks" },
  { key: "conversions", term: "conversions", short: "Conversions" },
  { key: "rate", term: "engagementRate", short: "Rate" },
];

function columns(sort: LeaderSort, zone: string): Column<Leader>[] {
  return [
    {
      ...{ key: "post", head: "Post", fill: true },
      cell: (leader) => <LeaderPost leader={leader} zone={zone} />,
    },
    ...FIGURES.map(({ key, term }) => ({
      ...{ key, num: true, width: 104 },
      head: <FigureHead term={term} isSorted={key === sort} />,
      cell: (leader: Leader) => (
        <span className={key === sort ? "b" : undefined}>{figureOf(leader, key)}</span>
      ),
    })),
    {
      ...{ key: "open", width: 40, num: true },
      head: <span className="sr">Elsewhere</span>,
      cell: (leader) => <LeaderLink leader={leader} />,
    },
  ];
}

function FigureHead({ term, isSorted }: { term: MetricTerm; isSorted: boolean }) {
  return (
    <span className="term">
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
        first: <LeaderText leader={leader} most={84} />,
        aside: <LeaderLink leader={leader} />,
        second: <PhoneLines leader={leader} sort={sort} zone={zone} />,
      })}
    />
  );
}

type PhoneLinesProps = { leader: Leader; sort: LeaderSort; zone: string };

function PhoneLines({ leader, sort, zone }: PhoneLinesProps) {
  return (
    <span className="grid grid-cols-1 gap-2">
      <LeaderMeta leader={leader} zone={zone} isMarked />
      <span className="leader-figures">
        {FIGURES.map(({ key, short }) => (
          <span key={key} className={cx(key === sort && "is-sorted")}>
            <span>{short}</span> <b>{figureOf(leader, key)}</b>
          </span>
        ))}
      </span>
    </span>
  );
}
