"use client";

import { PlusIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { InvitationsSection } from "@/components/settings/invitations-section";
import { InviteSheet } from "@/components/settings/invite-sheet";
import { LoadError } from "@/components/settings/load-error";
import { MembersTable } from "@/components/settings/members-table";
import { OwnSignIn } from "@/components/settings/own-sign-in";
import { ReadOnly } from "@/components/settings/read-only";
import { useMembers } from "@/components/settings/use-members";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";

export function MembersSettings({ canManage }: { canManage: boolean }) {
  const members = useMembers();
  const [inviting, setInviting] = useState(false);
  const invite = (
    <Button variant="primary" icon={<PlusIcon className="i" />} onClick={() => setInviting(true)}>
      Invite a member
    </Button>
  );
  return (
    <>
      {canManage ? null : <ReadOnly what="members and their roles" />}
      <Section title="Members" actions={canManage ? invite : null}>
        {members.isPending ? <SkeletonRows rows={3} label="Loading members" /> : null}
        {members.error ? (
          <LoadError what="Members" error={members.error} onRetry={() => void members.refetch()} />
        ) : null}
        {members.data ? <MembersTable members={members.data.items} canManage={canManage} /> : null}
      </Section>
      {canManage ? <InvitationsSection /> : null}
      <OwnSignIn email={members.data?.items.find((member) => member.isYou)?.email ?? null} />
      <InviteSheet open={inviting} onOpenChange={setInviting} />
    </>
  );
}
