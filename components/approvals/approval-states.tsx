import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";
import type { ApprovalState } from "@/lib/contracts/approvals";

const EMPTY: Record<ApprovalState, { title: string; text: string }> = {
  waiting: {
    title: "No variant waits for approval",
    text: "A variant stands here when its campaign or the workspace asks for approval, from when it is written until somebody decides.",
  },
  changes_requested: {
    title: "No changes are asked for",
    text: "What a reviewer wants changed stands here until it is edited; then it waits for approval again.",
  },
  rejected: {
    title: "Nothing is rejected",
    text: "What a reviewer rejects stands here and is not posted.",
  },
  approved: {
    title: "Nothing is approved yet",
    text: "What is approved stands here until it is edited: an edit takes the approval away.",
  },
};

type NothingHereProps = { state: ApprovalState; isFiltered: boolean; onClear: () => void };

export function NothingHere({ state, isFiltered, onClear }: NothingHereProps) {
  const { title, text } = EMPTY[state];
  return (
    <section className="pad">
      {isFiltered ? (
        <EmptyState
          title="Nothing fits these filters"
          action={<Button onClick={onClear}>Show all campaigns and platforms</Button>}
        >
          Take one filter away, or show everything.
        </EmptyState>
      ) : (
        <EmptyState
          title={title}
          action={<LinkButton href="/campaigns">Open campaigns</LinkButton>}
        >
          {text}
        </EmptyState>
      )}
    </section>
  );
}

export function LoadingQueue() {
  return (
    <div role="status">
      <span className="sr">Loading approvals</span>
      {[0, 1].map((place) => (
        <div className="rv" key={place} aria-hidden="true">
          <Skeleton width={16} height={16} />
          <Skeleton height={300} />
          <div className="rv-body">
            <Skeleton width="40%" height={20} />
            <Skeleton width="80%" />
            <Skeleton width="60%" />
            <Skeleton width="50%" height={30} />
          </div>
        </div>
      ))}
    </div>
  );
}
