"use client";

import { useState } from "react";
import { LoadError } from "@/components/settings/load-error";
import { DeliverySheet } from "@/components/settings/webhooks/delivery-sheet";
import { DeliveryTable } from "@/components/settings/webhooks/delivery-table";
import { RedeliverDialog } from "@/components/settings/webhooks/redeliver-dialog";
import { useDeliveries } from "@/components/settings/webhooks/use-deliveries";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { DeliveryStatus, WebhookView } from "@/lib/contracts/outbound-webhooks";

type Filter = DeliveryStatus | "all";

const FILTERS: readonly { value: Filter; label: string }[] = [
  { value: "all", label: "All" },
  { value: "pending", label: "Waiting" },
  { value: "delivered", label: "Delivered" },
  { value: "failed", label: "Failed" },
];

/** The log, the latest first. */
export function DeliveryList({ webhook }: { webhook: WebhookView }) {
  const [filter, setFilter] = useState<Filter>("all");
  const [openId, setOpenId] = useState<string | null>(null);
  const [again, setAgain] = useState(false);
  const log = useDeliveries(webhook.id, filter === "all" ? undefined : filter);
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title="Deliveries"
      note="Of the last 30 days"
      actions={
        webhook.failed > 0 && webhook.enabled ? (
          <Button size="sm" onClick={() => setAgain(true)}>
            Redeliver what failed
          </Button>
        ) : null
      }
    >
      <div className="pb-3">
        <Segmented label="Status" value={filter} onChange={setFilter} options={FILTERS} />
      </div>
      {log.isPending ? <SkeletonRows rows={6} label="Loading deliveries" /> : null}
      {log.error ? (
        <LoadError what="Deliveries" error={log.error} onRetry={() => void log.refetch()} />
      ) : null}
      {log.data && items.length === 0 ? (
        <Nothing filtered={filter !== "all"} onClear={() => setFilter("all")} />
      ) : null}
      {items.length > 0 ? <DeliveryTable deliveries={items} onOpen={setOpenId} /> : null}
      {log.hasNextPage ? (
        <div className="pages">
          <span className="grow">The latest {items.length} deliveries</span>
          <Button
            size="sm"
            loading={log.isFetchingNextPage}
            onClick={() => void log.fetchNextPage()}
          >
            Show earlier
          </Button>
        </div>
      ) : null}
      <DeliverySheet id={openId} enabled={webhook.enabled} onClose={() => setOpenId(null)} />
      <RedeliverDialog open={again} onClose={() => setAgain(false)} webhookId={webhook.id} />
    </Section>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered)
    return (
      <EmptyState title="Nothing sent yet">
        Each event that this webhook hears is listed here with its answer. A test needs no event.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No delivery is in this state"
      action={<Button onClick={onClear}>Show all</Button>}
    >
      The log goes back 30 days.
    </EmptyState>
  );
}
