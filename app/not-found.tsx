import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export default function NotFound() {
  return (
    <main className="alone">
      <title>Not here · Bandwagon</title>
      <h1 className="sr">Not here</h1>
      <EmptyState
        title="There is no page at this address"
        action={
          <LinkButton href="/" variant="primary">
            Go to the overview
          </LinkButton>
        }
      >
        It may have been deleted, or it belongs to a workspace you are not a member of.
      </EmptyState>
    </main>
  );
}
