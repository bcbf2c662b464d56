"use client";

import { useQuery } from "@tanstack/react-query";
import { Dialog } from "@/components/ui/dialog";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { OverviewView } from "@/lib/contracts/overview";

type ApprovalOffProps = { onConfirm: () => void; onClose: () => void };

/** Without the workspace's rule, what waits goes out unread. Mount it to ask. */
export function ApprovalOff({ onConfirm, onClose }: ApprovalOffProps) {
  const { data, isPending } = useQuery({
    queryKey: queryKeys.overview(),
    queryFn: ({ signal }) => apiFetch<OverviewView>("/api/overview", { signal }),
  });
  const waiting = data?.needs.filter(({ kind }) => kind === "approval" || kind === "own_approval");
  const count = waiting?.reduce((sum, need) => sum + need.count, 0);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title="Post without approval?"
      description={
        <>
          <p data-testid="approval-off">{countWords(count, isPending)}</p>
          <p>Campaigns with a switch of their own still ask for approval.</p>
        </>
      }
      confirmLabel="Post without approval"
      cancelLabel="Keep asking"
      danger
      loading={isPending}
      onConfirm={onConfirm}
    />
  );
}

function countWords(count: number | undefined, isPending: boolean): string {
  if (isPending) return "Counting what waits…";
  if (count === undefined) return "What waits could not be counted. It goes out unapproved.";
  if (count === 0) return "No post waits for approval now.";
  if (count === 1) return "1 post that waits goes out unapproved: at once if its time has come.";
  return `${count} posts that wait go out unapproved: at once where their time has come.`;
}
