import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";

type LoadErrorProps = { what: string; error: Error; onRetry: () => void };

export function LoadError({ what, error, onRetry }: LoadErrorProps) {
  return (
    <ErrorMessage
      title={`${what} could not be loaded`}
      action={<Button onClick={onRetry}>Try again</Button>}
    >
      {error.message}
    </ErrorMessage>
  );
}
