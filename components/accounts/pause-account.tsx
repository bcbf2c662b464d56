"use client";

import { usePauseAccount } from "@/components/accounts/use-accounts";
import { PauseDialog } from "@/components/layout/pause-dialog";
import { toast } from "@/components/ui/toast";
import type { AccountView } from "@/lib/contracts/accounts";
import { writtenHandle } from "@/lib/domain/written-handle";

type Props = { account: AccountView; onClose: () => void };

/** Asks before an account is paused, or resumed. Mount it to ask. */
export function PauseAccount({ account, onClose }: Props) {
  const { mutate, isPending } = usePauseAccount();
  const paused = !account.paused;
  const name = writtenHandle(account.platform, account.handle);
  return (
    <PauseDialog
      target={{ level: "account", id: account.id }}
      name={name}
      direction={paused ? "pause" : "resume"}
      busy={isPending}
      onConfirm={(cameDue) =>
        mutate(
          { account, paused, ...(paused ? {} : { cameDue }) },
          {
            onSuccess: () => toast.success(`${name} ${paused ? "is paused" : "posts again"}`),
            onSettled: onClose,
          },
        )
      }
      onClose={onClose}
    />
  );
}
