"use client";

import { useRef, useState } from "react";
import { FigureDownload } from "@/components/analytics/figure-download";
import { FigureFailed } from "@/components/analytics/figure-states";
import { countOf, inFigures } from "@/components/analytics/figures-in-words";
import { LeaderTable } from "@/components/analytics/leader-table";
import { LEADER_SORT_OPTIONS, leaderRows } from "@/components/analytics/leader-words";
import { type LeaderSort, useLeaders } from "@/components/analytics/use-figures";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Leader, PlatformResult, ResultsQuery } from "@/lib/contracts/analytics";
import { rankWords } from "@/lib/domain/rank-words";
import { catalog } from "@/lib/platforms/catalog";

const atFirst = 5;

type LeaderboardProps = {
  filter: ResultsQuery;
  /** Those in view, with what they tell. */
  platforms: readonly PlatformResult[];
};

/** Posts by what they brought, with what they looked like. */
export function Leaderboard({ filter, platforms }: LeaderboardProps) {
  const target = useRef<HTMLDivElement>(null);
  const zone = useZone();
  const [sort, setSort] = useState<LeaderSort>("engagements");
  const leaders = useLeaders(filter, sort);
  const items = leaders.data?.pages.flatMap((page) => page.items) ?? [];
  const total = leaders.data?.pages[0]?.total ?? 0;
  const named = platforms.map((row) => ({ ...row, name: catalog[row.platform].label }));
  const [isLong, setLong] = useState(false);
  const shown = isLong ? items : items.slice(0, atFirst);
  const more = () => (shown.length < items.length ? setLong(true) : void leaders.fetchNextPage());
  return (
    <Section
      title="Best posts"
      actions={
        items.length === 0 ? null : (
          <>
            <SortPicker sort={sort} onSort={setSort} />
            <FigureDownload name="Best posts" rows={leaderRows(items)} target={target} />
          </>
        )
      }
    >
      {items.length > 0 ? <Caption words={rankWords(sort, named)} /> : null}
      <div ref={target} data-testid="leaderboard">
        <Leaders {...{ sort, zone }} items={shown} query={leaders} />
      </div>
      {items.length > 0 ? (
        <div className="pages">
          <span className="grow">
            {shown.length < total
              ? `${inFigures(shown.length)} of ${countOf(total, "post")}`
              : countOf(total, "post")}
          </span>
          {shown.length < items.length || leaders.hasNextPage ? (
            <Button size="sm" loading={leaders.isFetchingNextPage} onClick={more}>
              Show more
            </Button>
          ) : null}
        </div>
      ) : null}
    </Section>
  );
}

const Caption = ({ words }: { words: string }) => (
  <p className="t3 pb-2">
    {words} Of posts that went out in this time, with all they have been counted up to.
  </p>
);

type SortPickerProps = { sort: LeaderSort; onSort: (sort: LeaderSort) => void };

function SortPicker({ sort, onSort }: SortPickerProps) {
  return (
    <Select
      aria-label="Sort posts by"
      value={sort}
      options={LEADER_SORT_OPTIONS}
      onChange={({ target }) => {
        const chosen = LEADER_SORT_OPTIONS.find(({ value }) => value === target.value);
        if (chosen) onSort(chosen.value);
      }}
    />
  );
}

type LeadersProps = {
  items: readonly Leader[];
  sort: LeaderSort;
  zone: string;
  query: { isPending: boolean; error: unknown; refetch: () => unknown };
};

function Leaders({ items, sort, zone, query }: LeadersProps) {
  if (items.length > 0) return <LeaderTable leaders={items} sort={sort} zone={zone} />;
  if (query.isPending) return <SkeletonRows rows={5} label="Loading the best posts" />;
  if (query.error) {
    return (
      <FigureFailed
        title="The posts could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <EmptyState title="No post of this time has been counted">
      A post stands here from its first reading on. What was counted above may belong to posts that
      went out before: a longer time shows them.
    </EmptyState>
  );
}
