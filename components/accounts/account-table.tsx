"use client";

import {
  type AccountActions,
  AccountMenu,
  AccountName,
  AccountStatus,
} from "@/components/accounts/account-cells";
import { toAbility, toAccess, toPostsAhead } from "@/components/accounts/describe-account";
import { type Column, Table } from "@/components/ui/table";
import type { AccountView } from "@/lib/contracts/accounts";

type Props = {
  accounts: readonly AccountView[];
  actions: AccountActions;
  zone: string;
  now: Date;
};

export function AccountTable({ accounts, actions, zone, now }: Props) {
  const columns: Column<AccountView>[] = [
    {
      key: "account",
      head: "Account",
      cell: (account) => (
        <span className="block py-2">
          <AccountName account={account} />
        </span>
      ),
    },
    {
      key: "state",
      head: "State",
      cell: (account) => <AccountStatus account={account} zone={zone} now={now} />,
    },
    {
      key: "can",
      head: "Can do",
      cell: (account) => <span className="t2">{toAbility(account)}</span>,
    },
    { key: "access", head: "Access", cell: (account) => <Access {...{ account, zone, now }} /> },
    {
      key: "posts",
      head: "Posts",
      num: true,
      cell: (account) => <span className="nw">{toPostsAhead(account)}</span>,
    },
    {
      key: "actions",
      head: <span className="sr">Actions</span>,
      num: true,
      width: 44,
      cell: (account) => (
        <span className="inline-flex">
          <AccountMenu account={account} actions={actions} />
        </span>
      ),
    },
  ];
  return (
    <Table
      label="Connected accounts"
      columns={columns}
      rows={accounts}
      rowKey={(account) => account.id}
      phone={(account) => ({
        first: <AccountName account={account} />,
        aside: <AccountMenu account={account} actions={actions} />,
        second: (
          <span className="row wrap xs">
            <AccountStatus account={account} zone={zone} now={now} />
            <Access account={account} zone={zone} now={now} />
            <span className="push nw">{toPostsAhead(account)}</span>
          </span>
        ),
      })}
    />
  );
}

/** Why it needs somebody, or else how long the access lasts. */
function Access({ account, zone, now }: { account: AccountView; zone: string; now: Date }) {
  if (account.statusReason) return <span className="b xs">{account.statusReason}</span>;
  return <span className="t2">{toAccess(account, zone, now)}</span>;
}
