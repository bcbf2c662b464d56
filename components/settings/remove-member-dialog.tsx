"use client";

import { useRemoveMember } from "@/components/settings/use-members";
import { Dialog } from "@/components/ui/dialog";
import type { MemberView } from "@/lib/contracts/members";

type RemoveMemberDialogProps = { member: MemberView | null; onClose: () => void };

export function RemoveMemberDialog({ member, onClose }: RemoveMemberDialogProps) {
  const remove = useRemoveMember(onClose);
  const isYou = member?.isYou ?? false;
  return (
    <Dialog
      open={member !== null}
      onOpenChange={(open) => open || onClose()}
      title={isYou ? "Leave this workspace?" : `Remove ${member?.name ?? "this member"}?`}
      description={
        isYou
          ? "You are signed out, and API tokens you made stop working. What you made stays."
          : "They are signed out at once, and API tokens they made stop working. What they made stays, and they can be invited again."
      }
      confirmLabel={isYou ? "Leave workspace" : "Remove member"}
      cancelLabel={isYou ? "Stay" : "Keep member"}
      danger
      loading={remove.isPending}
      onConfirm={() => {
        if (member) remove.mutate(member);
      }}
    />
  );
}
