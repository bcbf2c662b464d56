"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import type { AccountView } from "@/lib/contracts/accounts";
import { catalog } from "@/lib/platforms/catalog";

type AccountChoiceProps = {
  accounts: readonly AccountView[];
  chosen: readonly string[];
  error?: string;
  onChange: (accountIds: string[]) => void;
};

/** Where it goes. An account that can't post now says why. */
export function AccountChoice({ accounts, chosen, error, onChange }: AccountChoiceProps) {
  return (
    <Field group label="Accounts" error={error}>
      <div className="grid gap-2">
        {accounts.map((account) => (
          <Checkbox
            key={account.id}
            checked={chosen.includes(account.id)}
            disabled={account.status === "action_required"}
            hint={account.status === "action_required" ? "Connect it again first." : undefined}
            label={
              <span className="row">
                <PlatformMark platform={account.platform} />
                <span className="grow" style={{ overflowWrap: "anywhere" }}>
                  {account.handle}
                  <span className="t3"> {catalog[account.platform].label}</span>
                </span>
                {account.sandbox ? <SandboxTag /> : null}
              </span>
            }
            onChange={(checked) =>
              onChange(
                checked ? [...chosen, account.id] : chosen.filter((each) => each !== account.id),
              )
            }
          />
        ))}
      </div>
    </Field>
  );
}
