"use client";

import { useState } from "react";
import { CredentialsForm } from "@/components/accounts/credentials-form";
import { useConnectCredentials } from "@/components/accounts/use-accounts";
import { WorldSwitch } from "@/components/accounts/world-switch";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field } from "@/components/ui/field";
import { Sheet } from "@/components/ui/sheet";
import type {
  AccountView,
  ConnectedByCredentials,
  OAuthWorld,
  PlatformSetup,
} from "@/lib/contracts/accounts";

type Props = {
  setup: PlatformSetup;
  /** Set when a known account is connected again. */
  account: AccountView | null;
  /** What the page is set to; a known account stays where it is. */
  firstWorld: OAuthWorld;
  onClose: () => void;
};

const formId = "credentials-form";

const toWorld = (isSandbox: boolean): OAuthWorld => (isSandbox ? "sandbox" : "real");

/** For platforms that take an address and a key. What was made for the site is shown here, once. */
export function CredentialsSheet({ setup, account, firstWorld, onClose }: Props) {
  const connect = useConnectCredentials();
  const [chosen, setChosen] = useState(firstWorld);
  const hasSandbox = setup.sandbox.available;
  const world = account ? toWorld(account.sandbox) : toWorld(hasSandbox && chosen === "sandbox");
  const done = connect.data;
  const verb = account ? `Reconnect ${account.handle}` : `Connect ${setup.label}`;
  const footer = done ? (
    <Button variant="primary" onClick={onClose}>
      {done.generated.length > 0 ? "I have stored it" : "Done"}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button variant="primary" type="submit" form={formId} loading={connect.isPending}>
        Test and connect
      </Button>
    </>
  );
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={verb}
      description="It is called once to see that it answers."
      footer={footer}
    >
      {done ? (
        <Done result={done} setup={setup} />
      ) : (
        <div className="grid gap-4">
          {hasSandbox && !account ? <WorldSwitch value={world} onChange={setChosen} /> : null}
          <CredentialsForm
            key={world}
            id={formId}
            fields={setup.fields}
            profiles={world === "sandbox" ? setup.sandbox.profiles : []}
            error={connect.error}
            onSubmit={(fields) =>
              connect.mutate({
                platform: setup.platform,
                world,
                fields,
                ...(account ? { accountId: account.id } : {}),
              })
            }
          />
        </div>
      )}
    </Sheet>
  );
}

function Done({ result, setup }: { result: ConnectedByCredentials; setup: PlatformSetup }) {
  const labelOf = (name: string) => setup.fields.find((each) => each.name === name)?.label ?? name;
  return (
    <div className="grid gap-4" role="status">
      <h3 className="finding">{result.account.displayName} is connected</h3>
      {result.generated.map((each) => (
        <Field
          key={each.name}
          label={labelOf(each.name)}
          hint="Shown only now. Store it on your site: with it the site tells our posts from forged ones."
        >
          <CopyField value={each.value} what={labelOf(each.name).toLowerCase()} />
        </Field>
      ))}
      {result.warnings.map((warning) => (
        <ErrorMessage key={warning} title={warning}>
          The account works. Mend this on the site before others find it.
        </ErrorMessage>
      ))}
    </div>
  );
}
