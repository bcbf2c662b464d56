import type { ReactNode } from "react";
import type { Ignored } from "@/components/analytics/results-address";
import { Banner } from "@/components/layout/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { KpiRow } from "@/components/ui/kpi";
import { LinkButton } from "@/components/ui/link-button";
import { Columns, Section } from "@/components/ui/section";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/api/fetcher";

function OneKpi() {
  return (
    <div className="kpi" aria-hidden="true">
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
  );
}

const KPIS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"];

/** `count`: how many there will be. */
export function KpiSkeleton({ count }: { count: number }) {
  return (
    <KpiRow label="Loading" columns={4} isFirstBroad={count % 4 === 3}>
      {KPIS.slice(0, count).map((key) => (
        <OneKpi key={key} />
      ))}
    </KpiRow>
  );
}

/** The page as it will be, so that nothing jumps when the figures come. */
export function ResultsSkeleton() {
  return (
    <div role="status">
      <span className="sr">Loading the results</span>
      <KpiSkeleton count={KPIS.length} />
      <Columns
        main={
          <Section>
            <Skeleton width="48%" height={18} />
            <div style={{ height: 330 }} />
          </Section>
        }
        side={
          <Section>
            <Skeleton width="60%" height={18} />
            <SkeletonRows rows={4} label="Loading the funnel" />
          </Section>
        }
      />
      <Section title="By platform">
        <SkeletonRows rows={4} label="Loading the platforms" />
      </Section>
    </div>
  );
}

type FailedProps = {
  error: unknown;
  title: string;
  onRetry: () => void;
  /** Where it may be the choice itself that cannot be answered. */
  onClear?: () => void;
};

const reasonOf = (error: unknown) =>
  error instanceof ApiError ? error.problem.detail : "Bandwagon did not answer.";

export function Failed({ error, title, onRetry, onClear }: FailedProps) {
  const actions = (
    <>
      <Button onClick={onRetry}>Try again</Button>
      {onClear ? <Button onClick={onClear}>Show everything</Button> : null}
    </>
  );
  return (
    <section className="sec">
      <ErrorMessage title={title} action={actions}>
        {reasonOf(error)}
      </ErrorMessage>
    </section>
  );
}

/** What is in sight stays; only newer figures could not be had. */
export function NotRenewed({ error, onRetry }: Pick<FailedProps, "error" | "onRetry">) {
  return (
    <Banner
      tone="warn"
      title="These figures could not be renewed."
      actions={
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {reasonOf(error)}
    </Banner>
  );
}

/** The address asked for something that does not exist: said, and left out. */
export function IgnoredNotice({ ignored, onDrop }: { ignored: Ignored[]; onDrop: () => void }) {
  const [first] = ignored;
  if (!first) return null;
  const words = (value: string) => (value.length > 40 ? `${value.slice(0, 39)}…` : value);
  return (
    <Banner
      tone="info"
      title="A part of this address was left out."
      actions={
        <Button size="sm" onClick={onDrop}>
          Remove it
        </Button>
      }
    >
      “{words(first.value)}” is not {first.wanted}.
      {ignored.length > 1 ? ` Neither are ${ignored.length - 1} more parts understood.` : ""}
    </Banner>
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

export function NothingHere({ onClear }: { onClear: () => void }) {
  return (
    <section className="sec" data-testid="results-nothing-here">
      <EmptyState
        title="Nothing has gone out in this choice"
        action={<Button onClick={onClear}>Show everything</Button>}
      >
        No post and no result matches the period and the filters above.
      </EmptyState>
    </section>
  );
}
