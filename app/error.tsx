"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <div className="alone" role="alert">
      <EmptyState
        title="This page could not be shown"
        action={
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        }
      >
        The server met an error while putting it together. Nothing you saved is lost.
        {error.digest ? ` The log has it under ${error.digest}.` : ""}
      </EmptyState>
    </div>
  );
}
