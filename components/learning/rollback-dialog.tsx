"use client";

import { useRollBack } from "@/components/learning/use-learning";
import { Dialog } from "@/components/ui/dialog";
import type { PromptRef } from "@/lib/contracts/learning";

type RollbackDialogProps = {
  channelId: string;
  from: PromptRef;
  to: PromptRef;
  onClose: () => void;
};

export function RollbackDialog({ channelId, from, to, onClose }: RollbackDialogProps) {
  const roll = useRollBack(channelId);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Go back to ${to.name}?`}
      description={`${to.name} leads again and writes the next variants. ${from.name} writes nothing more. What is written and published stays as it is.`}
      confirmLabel={`Go back to ${to.name}`}
      cancelLabel={`Keep ${from.name}`}
      loading={roll.isPending}
      onConfirm={() => roll.mutate({ promptId: to.id, name: to.name }, { onSettled: onClose })}
    />
  );
}
