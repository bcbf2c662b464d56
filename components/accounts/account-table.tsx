"use client";

import { CaretDownIcon } from "@phosphor-icons/react/ssr";
import {
  type AccountActions,
  AccountMenu,
  AccountName,
  AccountStatus,
} from "@/components/accounts/account-cells";
import {
  toAbility,
  toAccess,
  toMissing,
  toPermissions,
  toPostsAhead,
} from "@/components/accounts/describe-account";
import { Status } from "@/components/ui/status";
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
      cell: (account) => <Ability account={account} />,
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
            <Missing account={account} />
            <span className="push nw">{toPostsAhead(account)}</span>
          </span>
        ),
      })}
    />
  );
}

/** In short; each permission on demand, and what was not granted. */
function Ability({ account }: { account: AccountView }) {
  const permissions = toPermissions(account);
  return (
    <span className="grid gap-1">
      {permissions.length === 0 ? (
        <span className="t2">{toAbility(account)}</span>
      ) : (
        <details>
          <summary className="t2 row row-2 nw list-none [&::-webkit-details-marker]:hidden">
            {toAbility(account)}
            <CaretDownIcon className="i [details[open]_&]:rotate-180" aria-hidden="true" />
          </summary>
          <ul className="xs t2 list-disc pl-4">
            {permissions.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </details>
      )}
      <Missing account={account} />
    </span>
  );
}

function Missing({ account }: { account: AccountView }) {
  const missing = toMissing(account);
  return missing ? (
    <Status tone="need" className="xs">
      {missing}
    </Status>
  ) : null;
}

/** Why it needs somebody, or else how long the access lasts. */
function Access({ account, zone, now }: { account: AccountView; zone: string; now: Date }) {
  if (account.statusReason) return <span className="b xs">{account.statusReason}</span>;
  return <span className="t2">{toAccess(account, zone, now)}</span>;
}
