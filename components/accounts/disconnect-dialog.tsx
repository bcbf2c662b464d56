"use client";

import { useDisconnectAccount } from "@/components/accounts/use-accounts";
import { Dialog } from "@/components/ui/dialog";
import type { AccountView } from "@/lib/contracts/accounts";

type Props = { account: AccountView; onClose: () => void };

export function DisconnectDialog({ account, onClose }: Props) {
  const disconnect = useDisconnectAccount();
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={`Disconnect ${account.handle}?`}
      description={
        <p>
          {toLoss(account)} Its schedules are paused, its keys are erased here and the platform is
          asked to forget us. Published posts and their results stay.
        </p>
      }
      confirmLabel="Disconnect account"
      cancelLabel="Keep it"
      danger
      loading={disconnect.isPending}
      onConfirm={() => disconnect.mutate(account, { onSettled: onClose })}
    />
  );
}

function toLoss(account: AccountView): string {
  const count = account.upcomingPosts + account.blockedPosts;
  if (count === 0) return "No post waits for it.";
  return count === 1 ? "1 planned post is canceled." : `${count} planned posts are canceled.`;
}
