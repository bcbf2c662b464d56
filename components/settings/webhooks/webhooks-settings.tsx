"use client";

import { PlusIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { Banner } from "@/components/layout/banner";
import { LoadError } from "@/components/settings/load-error";
import { useWebhooks } from "@/components/settings/webhooks/use-webhooks";
import { WebhookSheet } from "@/components/settings/webhooks/webhook-sheet";
import { WebhooksTable } from "@/components/settings/webhooks/webhooks-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { WebhookView } from "@/lib/contracts/outbound-webhooks";

export function WebhooksSettings({ canManage }: { canManage: boolean }) {
  const webhooks = useWebhooks(canManage);
  const [making, setMaking] = useState(false);
  const items = webhooks.data?.items;
  if (!canManage)
    return (
      <Banner tone="info" title="Only an owner sees webhooks.">
        Their addresses often hold a secret of the other system.
      </Banner>
    );
  const make = (
    <Button variant="primary" icon={<PlusIcon className="i" />} onClick={() => setMaking(true)}>
      New webhook
    </Button>
  );
  return (
    <>
      {items
        ?.filter((webhook) => webhook.disabledReason)
        .map((webhook) => (
          <StoppedBanner key={webhook.id} webhook={webhook} />
        ))}
      <Section title="Webhooks" actions={items?.length ? make : null}>
        {webhooks.isPending ? <SkeletonRows rows={3} label="Loading webhooks" /> : null}
        {webhooks.error ? (
          <LoadError
            what="Webhooks"
            error={webhooks.error}
            onRetry={() => void webhooks.refetch()}
          />
        ) : null}
        {items?.length === 0 ? (
          <EmptyState title="No webhooks yet" action={make}>
            A webhook tells another system at once what happens here, as a post that went out.
          </EmptyState>
        ) : null}
        {items?.length ? <WebhooksTable webhooks={items} /> : null}
      </Section>
      <WebhookSheet open={making} onOpenChange={setMaking} webhook={null} />
    </>
  );
}

function StoppedBanner({ webhook }: { webhook: WebhookView }) {
  const host = URL.parse(webhook.url)?.host ?? webhook.url;
  return (
    <Banner
      tone="bad"
      title={`The webhook to ${host} was switched off.`}
      actions={
        <LinkButton size="sm" href={`/settings/webhooks/${webhook.id}`}>
          Open its log
        </LinkButton>
      }
    >
      {webhook.disabledReason} Mend the receiver, then switch it on again.
    </Banner>
  );
}
