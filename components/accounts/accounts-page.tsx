"use client";

import { useState } from "react";
import type { AccountActions } from "@/components/accounts/account-cells";
import { AccountTable } from "@/components/accounts/account-table";
import { AddAccount, AddNotAllowed } from "@/components/accounts/add-account";
import { ConnectPanel } from "@/components/accounts/connect-panel";
import { CredentialsSheet } from "@/components/accounts/credentials-sheet";
import { toLead } from "@/components/accounts/describe-account";
import { DisconnectDialog } from "@/components/accounts/disconnect-dialog";
import { PauseAccount } from "@/components/accounts/pause-account";
import { useAccounts, usePlatforms, useRenewAccount } from "@/components/accounts/use-accounts";
import { useConnectWindow } from "@/components/accounts/use-connect-window";
import { TopBar } from "@/components/layout/top-bar";
import { useRestingPlatforms } from "@/components/layout/use-resting-platforms";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { Lead } from "@/components/ui/lead";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { AccountView, OAuthWorld, PlatformSetup } from "@/lib/contracts/accounts";
import type { Platform } from "@/lib/platforms/platform";

type Props = { canWrite: boolean; firstWorld: OAuthWorld; withAds: boolean };
type Form = { platform: Platform; account: AccountView | null };

export function AccountsPage({ canWrite, firstWorld, withAds }: Props) {
  const accounts = useAccounts();
  const platforms = usePlatforms();
  const popup = useConnectWindow();
  const renew = useRenewAccount();
  const [world, setWorld] = useState(firstWorld);
  const [form, setForm] = useState<Form | null>(null);
  const [leaving, setLeaving] = useState<AccountView | null>(null);
  const [pausing, setPausing] = useState<AccountView | null>(null);

  const setups = platforms.data ?? [];
  const formSetup = setups.find((each) => each.platform === form?.platform);
  const addAccount = (setup: PlatformSetup) =>
    setup.connect === "oauth"
      ? popup.connect({ platform: setup.platform, world })
      : setForm({ platform: setup.platform, account: null });
  const actions: AccountActions = {
    canWrite,
    onReconnect: (account) => {
      const setup = setups.find((each) => each.platform === account.platform);
      if (setup?.connect === "credentials") return setForm({ platform: account.platform, account });
      const accountWorld = account.sandbox ? "sandbox" : "real";
      popup.connect({ platform: account.platform, world: accountWorld, accountId: account.id });
    },
    onPause: setPausing,
    onRenew: (account) => renew.mutate(account),
    onDisconnect: setLeaving,
  };
  const waitingFor = popup.state.step === "waiting" ? popup.state.request.platform : null;
  return (
    <>
      <TopBar
        title="Accounts"
        primary={canWrite ? { label: "Connect account", onClick: goToAdd } : undefined}
      />
      <AccountsLead accounts={accounts.data} />
      <div className="cols">
        <div>
          <Connected query={accounts} actions={actions} />
          {!canWrite ? <AddNotAllowed /> : null}
          {canWrite && platforms.data ? (
            <AddAccount
              platforms={setups}
              world={world}
              onWorld={setWorld}
              waitingFor={waitingFor}
              onConnect={addAccount}
            />
          ) : null}
        </div>
        <ConnectPanel
          state={popup.state}
          withAds={withAds}
          onConnect={popup.connect}
          onReset={popup.reset}
        />
      </div>
      {form && formSetup ? (
        <CredentialsSheet
          setup={formSetup}
          account={form.account}
          firstWorld={world}
          onClose={() => setForm(null)}
        />
      ) : null}
      {pausing ? <PauseAccount account={pausing} onClose={() => setPausing(null)} /> : null}
      {leaving ? <DisconnectDialog account={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  );
}

/** The list of platforms is on this page: the button leads there. */
function goToAdd(): void {
  const place = document.getElementById("add");
  place?.scrollIntoView({ block: "center" });
  place?.querySelector<HTMLElement>(".add button, .add a")?.focus();
}

function AccountsLead({ accounts }: { accounts: AccountView[] | undefined }) {
  const resting = useRestingPlatforms().data?.items;
  if (!accounts) return <Lead>Your accounts</Lead>;
  if (accounts.length === 0) {
    return <Lead>No account yet. Connect one and Bandwagon has a place to post.</Lead>;
  }
  const { count, need, rest } = toLead(accounts, resting);
  return (
    <Lead>
      {count} {need ? <span className="u">{need}</span> : null}
      {rest}
    </Lead>
  );
}

type ConnectedProps = { query: ReturnType<typeof useAccounts>; actions: AccountActions };

function Connected({ query, actions }: ConnectedProps) {
  const zone = useZone();
  const accounts = query.data;
  return (
    <section className="sec" aria-labelledby="connected-title">
      <div className="sec-h">
        <h2 className="h" id="connected-title">
          Connected
        </h2>
        {accounts && accounts.length > 0 ? <span className="t3">{accounts.length}</span> : null}
      </div>
      {query.isPending ? <SkeletonRows rows={4} label="Loading accounts" /> : null}
      {query.isError && !accounts ? (
        <ErrorMessage
          title="The accounts could not be loaded"
          action={<Button onClick={() => query.refetch()}>Try again</Button>}
        >
          {query.error.message}
        </ErrorMessage>
      ) : null}
      {accounts?.length === 0 ? (
        <EmptyState title="Nothing is connected yet">
          Choose a platform below. The sandbox has made-up accounts to try everything with.
        </EmptyState>
      ) : null}
      {accounts && accounts.length > 0 ? (
        <AccountTable
          accounts={accounts}
          actions={actions}
          zone={zone}
          now={new Date(query.dataUpdatedAt)}
        />
      ) : null}
    </section>
  );
}
