"use client";

import { ApprovalFilters } from "@/components/approvals/approval-filters";
import { ApprovalQueue } from "@/components/approvals/approval-queue";
import { LoadingQueue, NothingHere } from "@/components/approvals/approval-states";
import { ApprovalsLead } from "@/components/approvals/approvals-lead";
import { useApprovalAddress } from "@/components/approvals/use-approval-address";
import { detailOf, useApprovalPages } from "@/components/approvals/use-approvals";
import { TopBar } from "@/components/layout/top-bar";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";

export type ApprovalsPageProps = {
  workspaceName: string;
  canApprove: boolean;
  canWrite: boolean;
};

/** What waits for a person's word before it may be posted. */
export function ApprovalsPage(props: ApprovalsPageProps) {
  const address = useApprovalAddress();
  const { filter } = address;
  const query = useApprovalPages(filter);
  const first = query.data?.pages[0];
  return (
    <>
      <TopBar title="Approvals" />
      <ApprovalsLead filter={filter} page={first} />
      <ApprovalFilters {...address} counts={first?.counts} />
      {query.isPending ? <LoadingQueue /> : null}
      {query.isError ? (
        <div className="pad">
          <ErrorMessage
            title="The queue can’t be shown"
            action={<Button onClick={() => void query.refetch()}>Try again</Button>}
          >
            {detailOf(query.error)}
          </ErrorMessage>
        </div>
      ) : null}
      {query.data ? (
        <ApprovalQueue
          key={`${filter.state} ${filter.campaignId} ${filter.platform}`}
          {...props}
          items={query.data.pages.flatMap((page) => page.items)}
          more={query.hasNextPage ? <LoadMore query={query} /> : null}
          empty={
            <NothingHere
              state={filter.state}
              isFiltered={address.isFiltered}
              onClear={() => address.go({ campaignId: null, platform: null })}
            />
          }
        />
      ) : null}
    </>
  );
}

function LoadMore({ query }: { query: ReturnType<typeof useApprovalPages> }) {
  return (
    <div className="pad">
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Load more
      </Button>
    </div>
  );
}
