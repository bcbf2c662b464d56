"use client";

import { useState } from "react";
import { useChangeRole } from "@/components/settings/use-members";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { MemberRole, type MemberView, ROLE_NAMES, ROLE_WORDS } from "@/lib/contracts/members";

const options = ROLE_NAMES.map((role) => ({ value: role, label: ROLE_WORDS[role].label }));

/** Changes at once, with an undo; one's own role asks first, since only others can give it back. */
export function RoleSelect({ member }: { member: MemberView }) {
  const change = useChangeRole();
  const [asked, setAsked] = useState<MemberRole | null>(null);
  const choose = (value: string) => {
    const role = MemberRole.parse(value);
    if (role === member.role) return;
    if (member.isYou) setAsked(role);
    else change.mutate({ member, role });
  };
  const shown = change.isPending ? change.variables.role : member.role;
  return (
    <>
      <Select
        className="md:h-[30px]"
        aria-label={`Role of ${member.name}`}
        options={options}
        value={shown}
        onChange={(event) => choose(event.target.value)}
        disabled={change.isPending}
      />
      <Dialog
        open={asked !== null}
        onOpenChange={(open) => open || setAsked(null)}
        title="Give up your own role?"
        description="You are signed out. Only another owner can make you an owner again, and API tokens you made stop working."
        confirmLabel={asked ? `Become ${ROLE_WORDS[asked].label.toLowerCase()}` : "Change role"}
        cancelLabel="Stay owner"
        danger
        loading={change.isPending}
        onConfirm={() => {
          if (asked) change.mutate({ member, role: asked }, { onSettled: () => setAsked(null) });
        }}
      />
    </>
  );
}
