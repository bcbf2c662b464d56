"use client";

import { useState } from "react";
import { AccountPicture } from "@/components/accounts/account-picture";
import { askedFirst, firstAskedFor } from "@/components/accounts/describe-account";
import { OAuthDone } from "@/components/accounts/oauth-done";
import { useChoice, useChooseAccounts } from "@/components/accounts/use-choice";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorMessage } from "@/components/ui/error-message";
import { LinkButton } from "@/components/ui/link-button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxStripe } from "@/components/ui/sandbox-tag";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Wheel } from "@/components/ui/wheel";
import type { AccountChoice } from "@/lib/contracts/accounts";
import { writtenHandle } from "@/lib/domain/written-handle";
import { catalog } from "@/lib/platforms/catalog";

/** In the window, after the platform's own page: which of the accounts it opened are to be connected. */
export function AccountPicker({ token }: { token: string | null }) {
  const choice = useChoice(token);
  const choose = useChooseAccounts();
  if (choose.data) {
    const { platform, status, count } = choose.data;
    return <OAuthDone report={{ platform, status, problem: null, count }} />;
  }
  return (
    <main className="mx-auto grid min-h-dvh max-w-lg content-center gap-4 p-6">
      <span className="brand">
        <Wheel />
        Bandwagon
      </span>
      {token === null || choice.isError ? <Gone /> : null}
      {token !== null && choice.isPending ? (
        <SkeletonRows rows={3} label="Loading accounts" />
      ) : null}
      {choice.data && token !== null ? (
        <Picks
          choice={choice.data}
          token={token}
          error={choose.error}
          isSaving={choose.isPending}
          onChoose={(accounts) => choose.mutate({ token, accounts })}
        />
      ) : null}
    </main>
  );
}

function Gone() {
  return (
    <div className="grid gap-3">
      <ErrorMessage title="This choice is over">
        It was made already, or ten minutes have passed. Nothing else was connected. Look at
        Accounts, and start again there.
      </ErrorMessage>
      <div className="row">
        <Button variant="primary" onClick={() => window.close()}>
          Close this window
        </Button>
        <LinkButton href="/accounts" variant="quiet">
          Go to Accounts
        </LinkButton>
      </div>
    </div>
  );
}

type PicksProps = {
  choice: AccountChoice;
  token: string;
  error: Error | null;
  isSaving: boolean;
  onChoose: (accounts: string[]) => void;
};

function Picks({ choice, token, error, isSaving, onChoose }: PicksProps) {
  const { candidates, platform, sandbox } = choice;
  const [chosen, setChosen] = useState(() => new Set(firstAskedFor(choice)));
  const toggle = (key: string, isOn: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      if (isOn) next.add(key);
      else next.delete(key);
      return next;
    });
  const isAll = chosen.size === candidates.length;
  return (
    <>
      {sandbox ? <SandboxStripe>These accounts are made up.</SandboxStripe> : null}
      <div className="grid gap-1">
        <h1 className="finding">Which accounts shall Bandwagon post to?</h1>
        <p className="t2">
          {catalog[platform].label} opened {candidates.length}. Those left out are not kept.
        </p>
      </div>
      <ul>
        {askedFirst(choice).map((each) => (
          <li key={each.key} className="border-t border-line-soft py-2 first:border-t-0">
            <Checkbox
              checked={chosen.has(each.key)}
              onChange={(isOn) => toggle(each.key, isOn)}
              label={<Candidate candidate={each} token={token} />}
            />
          </li>
        ))}
      </ul>
      {error ? <ErrorMessage title="Not connected">{error.message}</ErrorMessage> : null}
      <div className="row wrap">
        <Button
          variant="primary"
          disabled={chosen.size === 0}
          loading={isSaving}
          onClick={() => onChoose([...chosen])}
        >
          {chosen.size === 1 ? "Connect 1 account" : `Connect ${chosen.size} accounts`}
        </Button>
        <Button
          variant="quiet"
          onClick={() => setChosen(new Set(isAll ? [] : candidates.map(({ key }) => key)))}
        >
          {isAll ? "Choose none" : "Choose all"}
        </Button>
      </div>
    </>
  );
}

type Candidate = AccountChoice["candidates"][number];

function Candidate({ candidate, token }: { candidate: Candidate; token: string }) {
  const { platform, key, displayName, handle, isConnected } = candidate;
  const { label, noun } = catalog[platform];
  return (
    <span className="row" style={{ gap: 10 }}>
      <PlatformMark platform={platform} label={label} large />
      <AccountPicture
        src={
          candidate.hasPicture
            ? `/api/oauth/choice/picture?${new URLSearchParams({ choice: token, key })}`
            : null
        }
        name={displayName}
      />
      <span style={{ minWidth: 0 }}>
        <b className="b cut" style={{ display: "block" }}>
          {displayName}
        </b>
        <span className="t3 xs cut" style={{ display: "block" }}>
          {writtenHandle(platform, handle)} · {label} {noun.toLowerCase()}
          {isConnected ? " · connected already" : ""}
        </span>
      </span>
    </span>
  );
}
