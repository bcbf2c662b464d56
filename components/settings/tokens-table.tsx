"use client";

import { useState } from "react";
import { useZone } from "@/components/providers/zone";
import { useRevokeToken } from "@/components/settings/use-tokens";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { Tooltip } from "@/components/ui/tooltip";
import { TOKEN_SCOPES, type TokenView } from "@/lib/contracts/tokens";

type TokensTableProps = { tokens: readonly TokenView[]; canManage: boolean };

export function TokensTable({ tokens, canManage }: TokensTableProps) {
  const zone = useZone();
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  const used = (token: TokenView) =>
    token.lastUsedAt ? <Time at={token.lastUsedAt} zone={zone} /> : "Never";
  const ends = (token: TokenView) => {
    if (token.expired) return "Ended";
    return token.expiresAt ? <Time at={token.expiresAt} zone={zone} format="date" /> : "No end";
  };
  const acts = (token: TokenView) => (
    <Button
      size="sm"
      variant="danger"
      aria-label={`Revoke ${token.name}`}
      onClick={() => setRevoking(token)}
    >
      Revoke
    </Button>
  );
  const columns: Column<TokenView>[] = [
    { key: "name", head: "Name", cell: (token) => <TokenName token={token} /> },
    { key: "may", head: "May", cell: (token) => <Scopes scopes={token.scopes} /> },
    { key: "used", head: "Last used", cell: used },
    { key: "ends", head: "Ends", cell: ends },
    { key: "by", head: "Made by", cell: (token) => token.createdBy ?? "A token" },
    ...(canManage
      ? [{ key: "acts", head: <span className="sr">Actions</span>, cell: acts, num: true }]
      : []),
  ];
  return (
    <>
      <Table
        label="API tokens"
        columns={columns}
        rows={tokens}
        rowKey={(token) => token.id}
        phone={(token) => ({
          first: <TokenName token={token} />,
          aside: canManage ? acts(token) : null,
          second: (
            <>
              {token.scopes.map(wordsOf).join(", ")}. Last used: {used(token)}
            </>
          ),
        })}
      />
      <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

function TokenName({ token }: { token: TokenView }) {
  return (
    <>
      <b className="b">{token.name}</b> <span className="t3 xs">{token.prefix}…</span>
    </>
  );
}

const wordsOf = (scope: string): string =>
  scope in TOKEN_SCOPES ? TOKEN_SCOPES[scope as keyof typeof TOKEN_SCOPES] : scope;

function Scopes({ scopes }: { scopes: readonly string[] }) {
  const [first = ""] = scopes;
  if (scopes.length < 2) return wordsOf(first);
  return (
    <Tooltip content={scopes.map(wordsOf).join(". ")}>
      <button type="button" className="underline decoration-dotted underline-offset-2">
        {scopes.length} things
      </button>
    </Tooltip>
  );
}

function RevokeDialog({ token, onClose }: { token: TokenView | null; onClose: () => void }) {
  const revoke = useRevokeToken(onClose);
  return (
    <Dialog
      open={token !== null}
      onOpenChange={(open) => open || onClose()}
      title={`Revoke ${token?.name ?? "this token"}?`}
      description="Whatever uses it is refused from now on. It can't be switched on again; make a new one instead."
      confirmLabel="Revoke token"
      cancelLabel="Keep token"
      danger
      loading={revoke.isPending}
      onConfirm={() => {
        if (token) revoke.mutate(token);
      }}
    />
  );
}
