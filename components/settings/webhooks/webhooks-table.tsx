"use client";

import { useZone } from "@/components/providers/zone";
import { DeliveryStrip } from "@/components/settings/webhooks/delivery-strip";
import { eventsWord, stateOf } from "@/components/settings/webhooks/webhook-words";
import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { WebhookView } from "@/lib/contracts/outbound-webhooks";

export function WebhooksTable({ webhooks }: { webhooks: readonly WebhookView[] }) {
  const zone = useZone();
  const last = ({ lastDeliveredAt }: WebhookView) =>
    lastDeliveredAt ? <Time at={lastDeliveredAt} zone={zone} /> : "Never";
  const whole = (webhook: WebhookView) => (
    <span className="cut block max-w-[56ch]" title={webhook.url}>
      <Name webhook={webhook} />
    </span>
  );
  const columns: Column<WebhookView>[] = [
    { key: "to", head: "Sends to", cell: whole },
    { key: "events", head: "Events", cell: (webhook) => eventsWord(webhook.events) },
    { key: "state", head: "State", cell: (webhook) => <State webhook={webhook} /> },
    {
      key: "recent",
      head: "Latest deliveries",
      cell: (webhook) => <DeliveryStrip recent={webhook.recent} />,
    },
    { key: "last", head: "Last delivered", cell: last, num: true },
  ];
  return (
    <Table
      label="Webhooks"
      columns={columns}
      rows={webhooks}
      rowKey={(webhook) => webhook.id}
      rowHref={(webhook) => `/settings/webhooks/${webhook.id}`}
      phone={(webhook) => ({
        first: <Name webhook={webhook} />,
        aside: <State webhook={webhook} />,
        second: (
          <span className="grid gap-2">
            <span>
              {eventsWord(webhook.events)}. Last delivered: {last(webhook)}
            </span>
            <DeliveryStrip recent={webhook.recent} />
          </span>
        ),
      })}
    />
  );
}

function State({ webhook }: { webhook: WebhookView }) {
  const { tone, word } = stateOf(webhook);
  return <Status tone={tone}>{word}</Status>;
}

function Name({ webhook }: { webhook: WebhookView }) {
  const url = webhook.url.replace(/^https:\/\//, "");
  if (!webhook.description) return <b className="b wrap-anywhere">{url}</b>;
  return (
    <>
      <b className="b">{webhook.description}</b> <span className="t3 xs wrap-anywhere">{url}</span>
    </>
  );
}
