"use client";

import { PlusIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { LoadError } from "@/components/settings/load-error";
import { ReadOnly } from "@/components/settings/read-only";
import { TokenSheet } from "@/components/settings/token-sheet";
import { TokensTable } from "@/components/settings/tokens-table";
import { useTokens } from "@/components/settings/use-tokens";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";

type TokensSettingsProps = { canManage: boolean; grantable: readonly string[] };

export function TokensSettings({ canManage, grantable }: TokensSettingsProps) {
  const tokens = useTokens();
  const [making, setMaking] = useState(false);
  const items = tokens.data?.items;
  const make = (
    <Button variant="primary" icon={<PlusIcon className="i" />} onClick={() => setMaking(true)}>
      New token
    </Button>
  );
  return (
    <>
      {canManage ? null : <ReadOnly what="API tokens" />}
      <Section title="API tokens" actions={canManage && items?.length ? make : null}>
        {tokens.isPending ? <SkeletonRows rows={3} label="Loading tokens" /> : null}
        {tokens.error ? (
          <LoadError what="Tokens" error={tokens.error} onRetry={() => void tokens.refetch()} />
        ) : null}
        {items?.length === 0 ? (
          <EmptyState title="No API tokens yet" action={canManage ? make : null}>
            A token lets a program read results or publish posts for this workspace, with no more
            rights than you give it.
          </EmptyState>
        ) : null}
        {items?.length ? <TokensTable tokens={items} canManage={canManage} /> : null}
      </Section>
      <TokenSheet open={making} onOpenChange={setMaking} grantable={grantable} />
    </>
  );
}
