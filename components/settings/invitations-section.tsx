"use client";

import { useZone } from "@/components/providers/zone";
import { LoadError } from "@/components/settings/load-error";
import { useInvitations, useRevokeInvitation } from "@/components/settings/use-members";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { type InvitationView, ROLE_WORDS } from "@/lib/contracts/members";

/** Links that nobody has used yet. Without any there is nothing to say. */
export function InvitationsSection() {
  const zone = useZone();
  const invitations = useInvitations(true);
  const revoke = useRevokeInvitation();
  if (invitations.error)
    return (
      <Section title="Open invitations">
        <LoadError
          what="Invitations"
          error={invitations.error}
          onRetry={() => void invitations.refetch()}
        />
      </Section>
    );
  const items = invitations.data?.items ?? [];
  if (items.length === 0) return null;
  const ends = (invitation: InvitationView) =>
    invitation.expired ? (
      "Too old, the link no longer works"
    ) : (
      <Time at={invitation.expiresAt} zone={zone} />
    );
  const takeBack = (invitation: InvitationView) => (
    <Button
      size="sm"
      aria-label={`Take back the invitation for ${invitation.email}`}
      loading={revoke.isPending && revoke.variables === invitation.id}
      onClick={() => revoke.mutate(invitation.id)}
    >
      Take back
    </Button>
  );
  const columns: Column<InvitationView>[] = [
    { key: "email", head: "Email", cell: (invitation) => invitation.email },
    { key: "role", head: "Role", cell: (invitation) => ROLE_WORDS[invitation.role].label },
    { key: "by", head: "Invited by", cell: (invitation) => invitation.invitedBy ?? "Nobody here" },
    { key: "ends", head: "Works until", cell: ends },
    { key: "acts", head: <span className="sr">Actions</span>, cell: takeBack, num: true },
  ];
  return (
    <Section title="Open invitations" note="A link is shown only when it is made">
      <Table
        label="Open invitations"
        columns={columns}
        rows={items}
        rowKey={(invitation) => invitation.id}
        phone={(invitation) => ({
          first: invitation.email,
          aside: takeBack(invitation),
          second: (
            <>
              {ROLE_WORDS[invitation.role].label}, {invitation.expired ? "" : "until "}
              {ends(invitation)}
            </>
          ),
        })}
      />
    </Section>
  );
}
