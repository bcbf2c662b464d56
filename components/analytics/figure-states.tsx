import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/api/fetcher";

type FigureFailedProps = { title: string; error: unknown; onRetry: () => void };

/** Where one figure of a page could not be read: the others stay. */
export function FigureFailed({ title, error, onRetry }: FigureFailedProps) {
  return (
    <ErrorMessage
      title={title}
      action={
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {error instanceof ApiError ? error.problem.detail : "Bandwagon did not answer."}
    </ErrorMessage>
  );
}

export function FigureSkeleton({ label, height }: { label: string; height: number }) {
  return (
    <div role="status">
      <span className="sr">{label}</span>
      <div aria-hidden="true" className="grid gap-3">
        <Skeleton width="56%" height={18} />
        <Skeleton width="38%" />
        <Skeleton height={height} />
      </div>
    </div>
  );
}
