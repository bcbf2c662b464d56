"use client";

import { DotsThreeIcon, KeyIcon, UserMinusIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { useZone } from "@/components/providers/zone";
import { RemoveMemberDialog } from "@/components/settings/remove-member-dialog";
import { ResetLinkSheet } from "@/components/settings/reset-link-sheet";
import { RoleSelect } from "@/components/settings/role-select";
import { Button } from "@/components/ui/button";
import { Face } from "@/components/ui/face";
import { Menu } from "@/components/ui/menu";
import { type Column, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { type MemberView, ROLE_WORDS } from "@/lib/contracts/members";

type MembersTableProps = { members: readonly MemberView[]; canManage: boolean };

export function MembersTable({ members, canManage }: MembersTableProps) {
  const zone = useZone();
  const [resetting, setResetting] = useState<MemberView | null>(null);
  const [removing, setRemoving] = useState<MemberView | null>(null);
  const role = (member: MemberView) =>
    canManage ? <RoleSelect member={member} /> : ROLE_WORDS[member.role].label;
  const acts = (member: MemberView) => (
    <MemberMenu
      member={member}
      onReset={() => setResetting(member)}
      onRemove={() => setRemoving(member)}
    />
  );
  const columns: Column<MemberView>[] = [
    { key: "name", head: "Name", cell: (member) => <MemberName member={member} /> },
    { key: "email", head: "Email", cell: (member) => <span className="t2">{member.email}</span> },
    { key: "role", head: "Role", cell: role, width: 150 },
    {
      key: "joined",
      head: "Joined",
      cell: (member) => <Time at={member.joinedAt} zone={zone} format="date" />,
    },
    ...(canManage
      ? [{ key: "acts", head: <span className="sr">Actions</span>, cell: acts, num: true }]
      : []),
  ];
  return (
    <>
      <Table
        label="Members"
        columns={columns}
        rows={members}
        rowKey={(member) => member.id}
        phone={(member) => ({
          first: <MemberName member={member} />,
          aside: canManage ? acts(member) : null,
          second: (
            <span className="grid gap-2">
              {member.email}
              {role(member)}
            </span>
          ),
        })}
      />
      <ResetLinkSheet member={resetting} onClose={() => setResetting(null)} />
      <RemoveMemberDialog member={removing} onClose={() => setRemoving(null)} />
    </>
  );
}

function MemberName({ member }: { member: MemberView }) {
  return (
    <span className="row">
      <Face name={member.name} />
      <b className="b">{member.name}</b>
      {member.isYou ? <Tag>You</Tag> : null}
    </span>
  );
}

type MemberMenuProps = { member: MemberView; onReset: () => void; onRemove: () => void };

function MemberMenu({ member, onReset, onRemove }: MemberMenuProps) {
  return (
    <Menu
      trigger={
        <Button
          size="sm"
          variant="quiet"
          iconOnly
          aria-label={`More for ${member.name}`}
          icon={<DotsThreeIcon className="i" />}
        />
      }
      items={[
        {
          label: "Make a password reset link",
          icon: <KeyIcon className="i" />,
          onSelect: onReset,
        },
        {
          label: member.isYou ? "Leave the workspace" : "Remove member",
          icon: <UserMinusIcon className="i" />,
          danger: true,
          onSelect: onRemove,
        },
      ]}
    />
  );
}
