"use client";

import { useEffect, useState } from "react";
import { type AuditFilter, isFiltered, NO_FILTER } from "@/components/audit/audit-filter";
import { AuditFilters } from "@/components/audit/audit-filters";
import { AuditTable } from "@/components/audit/audit-table";
import { useAudit } from "@/components/audit/use-audit";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";

const typingMs = 250;

/** The filter as it was a moment ago, so that typing asks the server once. */
function useSettled(filter: AuditFilter): AuditFilter {
  const [settled, setSettled] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(filter);
      const set = Object.entries(filter).filter(([, value]) => value !== "");
      const query = new URLSearchParams(set).toString();
      // The address can be shared; going back leaves the page, not a letter.
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
    }, typingMs);
    return () => clearTimeout(timer);
  }, [filter]);
  return settled;
}

export function AuditLog({ initial }: { initial: AuditFilter }) {
  const zone = useZone();
  const [filter, setFilter] = useState(initial);
  const audit = useAudit(useSettled(filter), zone);
  const entries = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section>
      <AuditFilters filter={filter} onChange={setFilter} />
      {audit.isPending ? <SkeletonRows rows={8} label="Loading the audit log" /> : null}
      {audit.error ? (
        <ErrorMessage
          title="The audit log could not be loaded"
          action={<Button onClick={() => void audit.refetch()}>Try again</Button>}
        >
          {audit.error.message}
        </ErrorMessage>
      ) : null}
      {audit.data && entries.length === 0 ? (
        <Nothing filtered={isFiltered(filter)} onClear={() => setFilter(NO_FILTER)} />
      ) : null}
      {entries.length > 0 ? <AuditTable entries={entries} zone={zone} /> : null}
      {audit.hasNextPage ? (
        <div className="pages">
          <span className="grow">The latest {entries.length} entries</span>
          <Button
            size="sm"
            loading={audit.isFetchingNextPage}
            onClick={() => void audit.fetchNextPage()}
          >
            Show earlier
          </Button>
        </div>
      ) : null}
    </Section>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered)
    return (
      <EmptyState title="Nothing has been changed yet">
        Every change by a person, a token or Bandwagon itself is kept here, from and to.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No entry fits this filter"
      action={<Button onClick={onClear}>Clear filter</Button>}
    >
      Try fewer words, or more days.
    </EmptyState>
  );
}
