"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { reachCount } from "@/lib/api/choices";
import type { AccountView } from "@/lib/contracts/accounts";
import { describeReach } from "@/lib/domain/reach-words";
import { catalog } from "@/lib/platforms/catalog";

type AccountPicksProps = {
  /** Those whose platform the campaign is written for. */
  accounts: readonly AccountView[];
  chosen: readonly string[];
  error?: string;
  onChange: (chosen: string[]) => void;
};

const FLAGS: Partial<Record<AccountView["status"], string>> = {
  action_required: "Needs to be connected again. Its posts wait until then.",
  disconnected: "Disconnected. Connect it in accounts first.",
  expiring: "Its connection ends soon.",
};

/** What stands in the way comes first; then whom it reaches, where that is no public. */
function toHint(account: AccountView, reach: number | undefined): string | undefined {
  const flag = account.paused ? "Paused. Its posts are held." : FLAGS[account.status];
  if (flag || reach === undefined) return flag;
  return writesToContacts(account) ? describeReach(reach) : undefined;
}

const writesToContacts = ({ platform }: AccountView) => catalog[platform].audience === "contacts";

export function AccountPicks({ accounts, chosen, error, onChange }: AccountPicksProps) {
  const reach = useQuery({ ...reachCount, enabled: accounts.some(writesToContacts) });
  if (accounts.length === 0) {
    return (
      <Field group label="Accounts" error={error}>
        <p className="t2">
          No account of this campaign’s platforms is connected.{" "}
          <Link href="/accounts">Connect one in accounts</Link>.
        </p>
      </Field>
    );
  }
  return (
    <Field group label="Accounts" error={error} hint="Each account gets a schedule of its own.">
      <div className="grid gap-2">
        {accounts.map((account) => (
          <Checkbox
            key={account.id}
            label={<AccountLabel account={account} />}
            hint={toHint(account, reach.data)}
            checked={chosen.includes(account.id)}
            disabled={account.status === "disconnected"}
            onChange={(checked) =>
              onChange(checked ? [...chosen, account.id] : chosen.filter((id) => id !== account.id))
            }
          />
        ))}
      </div>
    </Field>
  );
}

function AccountLabel({ account }: { account: AccountView }) {
  return (
    <span className="row">
      <PlatformMark platform={account.platform} />
      <span className="cut" title={account.handle}>
        {account.handle}
      </span>
      <span className="t3">{catalog[account.platform].label}</span>
      {account.sandbox ? <SandboxTag /> : null}
    </span>
  );
}
