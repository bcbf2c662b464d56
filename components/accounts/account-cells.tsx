import {
  ClockCountdownIcon,
  DotsThreeIcon,
  PauseIcon,
  PlugsConnectedIcon,
  WarningIcon,
} from "@phosphor-icons/react/ssr";
import { AccountPicture } from "@/components/accounts/account-picture";
import { type AccountState, toAccountState } from "@/components/accounts/describe-account";
import { Button } from "@/components/ui/button";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Status, type StatusTone } from "@/components/ui/status";
import { useIsPast } from "@/components/ui/use-is-past";
import type { AccountView } from "@/lib/contracts/accounts";
import { writtenHandle } from "@/lib/domain/written-handle";
import { catalog } from "@/lib/platforms/catalog";

export type AccountActions = {
  canWrite: boolean;
  onReconnect: (account: AccountView) => void;
  /** Asks first: to pause, or to resume. */
  onPause: (account: AccountView) => void;
  onRenew: (account: AccountView) => void;
  onDisconnect: (account: AccountView) => void;
};

export function AccountName({ account }: { account: AccountView }) {
  const { label, noun } = catalog[account.platform];
  const handle = writtenHandle(account.platform, account.handle);
  return (
    <span className="row max-w-[24rem]" style={{ gap: 10 }}>
      <PlatformMark platform={account.platform} label={label} large />
      <AccountPicture
        key={account.avatarUrl}
        src={account.avatarUrl ? `/api/accounts/${account.id}/avatar` : null}
        name={account.displayName}
      />
      <span style={{ minWidth: 0 }}>
        <b className="b cut" style={{ display: "block" }} title={account.displayName}>
          {account.displayName}
        </b>
        <span className="t3 xs row row-2">
          <span className="cut" title={handle}>
            {handle}
          </span>
          {account.sandbox ? <SandboxTag /> : <span className="sr">{noun}</span>}
        </span>
      </span>
    </span>
  );
}

const TONES: Record<AccountState["kind"], StatusTone> = {
  connected: "ok",
  resting: "info",
  paused: "plain",
  expiring: "need",
  action_required: "need",
};

const ICONS = {
  connected: undefined,
  resting: <ClockCountdownIcon className="i" aria-hidden="true" />,
  paused: <PauseIcon className="i" weight="fill" aria-hidden="true" />,
  expiring: undefined,
  action_required: <WarningIcon className="i" weight="fill" aria-hidden="true" />,
};

type Place = { account: AccountView; zone: string; now: Date };

export function AccountStatus({ account, zone, now }: Place) {
  const restUntil = useIsPast(account.restUntil) ? null : account.restUntil;
  const { kind, words } = toAccountState({ ...account, restUntil }, zone, now);
  return (
    <Status tone={TONES[kind]} icon={ICONS[kind]}>
      {words}
    </Status>
  );
}

export function AccountMenu({
  account,
  actions,
}: {
  account: AccountView;
  actions: AccountActions;
}) {
  const isNeeding = account.status === "action_required" || account.status === "expiring";
  if (!actions.canWrite) return null;
  const lacks = account.missingScopes.length > 0;
  return (
    <span className="row row-2">
      {isNeeding || lacks ? (
        <Button
          size="sm"
          variant={isNeeding ? "primary" : undefined}
          aria-label={`${isNeeding ? "Reconnect" : "Grant again"} ${account.handle}`}
          onClick={() => actions.onReconnect(account)}
        >
          {isNeeding ? "Reconnect" : "Grant again"}
        </Button>
      ) : null}
      <Menu
        trigger={
          <Button
            size="sm"
            variant="quiet"
            iconOnly
            aria-label={`Actions for ${account.handle}`}
            icon={<DotsThreeIcon className="i" weight="bold" />}
          />
        }
        items={toItems(account, actions)}
      />
    </span>
  );
}

function toItems(account: AccountView, actions: AccountActions): MenuItem[] {
  const renewable = catalog[account.platform].tokenLifetime !== null && account.renews;
  return [
    {
      label: "Reconnect",
      icon: <PlugsConnectedIcon className="i" />,
      onSelect: () => actions.onReconnect(account),
    },
    ...(renewable
      ? [
          {
            label: "Check access now",
            icon: <ClockCountdownIcon className="i" />,
            onSelect: () => actions.onRenew(account),
          },
        ]
      : []),
    {
      label: account.paused ? "Resume posting" : "Pause posting",
      icon: <PauseIcon className="i" />,
      onSelect: () => actions.onPause(account),
    },
    { kind: "line" },
    { label: "Disconnect", danger: true, onSelect: () => actions.onDisconnect(account) },
  ];
}
