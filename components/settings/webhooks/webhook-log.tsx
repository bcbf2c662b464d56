"use client";

import { useState } from "react";
import { Banner } from "@/components/layout/banner";
import { useZone } from "@/components/providers/zone";
import { DeliveryList } from "@/components/settings/webhooks/delivery-list";
import { useUpdateWebhook, useWebhook } from "@/components/settings/webhooks/use-webhooks";
import { WebhookActions } from "@/components/settings/webhooks/webhook-actions";
import { countWords, eventsWord, stateOf } from "@/components/settings/webhooks/webhook-words";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { WebhookView } from "@/lib/contracts/outbound-webhooks";

/** One webhook and everything it sent in the last thirty days. */
export function WebhookLog({ webhook: initial }: { webhook: WebhookView }) {
  const { data: webhook } = useWebhook(initial);
  const [gone, setGone] = useState(false);
  if (gone) return null;
  const { tone, word } = stateOf(webhook);
  return (
    <>
      {webhook.enabled ? null : <OffBanner webhook={webhook} />}
      <Section
        title={webhook.description || URL.parse(webhook.url)?.host}
        note={<Status tone={tone}>{word}</Status>}
        actions={<WebhookActions webhook={webhook} onDeleted={() => setGone(true)} />}
      >
        <div className="grid gap-2">
          <p className="wrap-anywhere">{webhook.url}</p>
          <p className="row wrap">
            {webhook.events.length === 0
              ? eventsWord([])
              : webhook.events.map((name) => <Tag key={name}>{name}</Tag>)}
          </p>
          <Facts webhook={webhook} />
        </div>
      </Section>
      <DeliveryList webhook={webhook} />
    </>
  );
}

function Facts({ webhook }: { webhook: WebhookView }) {
  const zone = useZone();
  const { failingSince, previousSecretUntil, createdBy } = webhook;
  return (
    <p className="t2">
      {failingSince && webhook.enabled ? (
        <>
          Nothing was delivered since <Time at={failingSince} zone={zone} />.{" "}
        </>
      ) : null}
      {countWords(webhook.pending, "delivery waits", "deliveries wait")}, {webhook.failed} failed.
      Made by {createdBy ?? "a token"}, <Time at={webhook.createdAt} zone={zone} format="date" />.
      {previousSecretUntil ? (
        <>
          {" "}
          The old secret signs too until <Time at={previousSecretUntil} zone={zone} />.
        </>
      ) : null}
    </p>
  );
}

function OffBanner({ webhook }: { webhook: WebhookView }) {
  const update = useUpdateWebhook(webhook.id);
  const turnOn = () =>
    update.mutate(
      { enabled: true },
      {
        onSuccess: () => toast.success("The webhook hears events again"),
        onError: (error) =>
          toast.error("The webhook was not switched on", { detail: error.message }),
      },
    );
  return (
    <Banner
      tone={webhook.disabledReason ? "bad" : "hold"}
      title="This webhook is switched off."
      actions={
        <Button size="sm" loading={update.isPending} onClick={turnOn}>
          Switch on
        </Button>
      }
    >
      {webhook.disabledReason} Switched on it hears what happens from then on; what failed can be
      delivered again below.
    </Banner>
  );
}
