import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { KpiRow } from "@/components/ui/kpi";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/api/fetcher";

export function KpiSkeleton({ columns }: { columns: number }) {
  return (
    <KpiRow label="Loading" columns={columns}>
      {Array.from({ length: columns }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div className="kpi" key={index} aria-hidden="true">
          <div className="k">
            <Skeleton width={72} />
          </div>
          <div className="v">
            <Skeleton width={96} height={24} />
          </div>
          <div className="d">
            <Skeleton width={64} />
          </div>
        </div>
      ))}
    </KpiRow>
  );
}

export function ResultsSkeleton() {
  return (
    <>
      <KpiSkeleton columns={6} />
      <section className="sec">
        <Skeleton width="48%" height={18} />
        <div style={{ height: 220 }} />
        <SkeletonRows rows={5} label="Loading results" />
      </section>
    </>
  );
}

type FailedProps = { error: unknown; title: string; onRetry: () => void };

export function Failed({ error, title, onRetry }: FailedProps) {
  return (
    <section className="sec">
      <ErrorMessage title={title} action={<Button onClick={onRetry}>Try again</Button>}>
        {error instanceof ApiError ? error.problem.detail : "Bandwagon did not answer."}
      </ErrorMessage>
    </section>
  );
}

export function NothingOut({ action }: { action?: ReactNode }) {
  return (
    <section className="sec" data-testid="results-empty">
      <EmptyState
        title="Nothing has gone out yet"
        action={action ?? <LinkButton href="/calendar">Open the calendar</LinkButton>}
      >
        Put a post on the calendar. Its views, likes and clicks appear here minutes after it is out.
      </EmptyState>
    </section>
  );
}
