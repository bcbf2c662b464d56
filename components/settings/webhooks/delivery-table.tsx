"use client";

import { useZone } from "@/components/providers/zone";
import { deliveryWords } from "@/components/settings/webhooks/webhook-words";
import { Button } from "@/components/ui/button";
import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { DeliveryView } from "@/lib/contracts/outbound-webhooks";

type DeliveryTableProps = {
  deliveries: readonly DeliveryView[];
  onOpen: (id: string) => void;
};

export function DeliveryTable({ deliveries, onOpen }: DeliveryTableProps) {
  const zone = useZone();
  const name = (delivery: DeliveryView) => <b className="b">{delivery.event}</b>;
  const state = (delivery: DeliveryView) => {
    const { tone, word } = deliveryWords(delivery);
    return <Status tone={tone}>{word}</Status>;
  };
  const answer = (delivery: DeliveryView) => (
    <>
      {delivery.lastError ??
        (delivery.lastStatus === null ? "" : `Answered ${delivery.lastStatus}`)}
      {delivery.nextAt && delivery.attempts > 0 ? (
        <span className="t3">
          {" "}
          Next try <Time at={delivery.nextAt} zone={zone} />
        </span>
      ) : null}
    </>
  );
  const open = (delivery: DeliveryView) => (
    <Button
      size="sm"
      variant="quiet"
      aria-label={`Details of ${delivery.event}, ${delivery.createdAt}`}
      onClick={() => onOpen(delivery.id)}
    >
      Details
    </Button>
  );
  const columns: Column<DeliveryView>[] = [
    { key: "event", head: "Event", cell: name },
    { key: "state", head: "State", cell: state },
    {
      key: "answer",
      head: "Answer",
      cell: (delivery) => <span className="cut block">{answer(delivery)}</span>,
      fill: true,
    },
    { key: "tries", head: "Tries", cell: (delivery) => delivery.attempts, num: true },
    {
      key: "at",
      head: "Happened",
      cell: (delivery) => <Time at={delivery.createdAt} zone={zone} />,
      num: true,
    },
    { key: "open", head: <span className="sr">Details</span>, cell: open, num: true },
  ];
  return (
    <Table
      label="Deliveries"
      columns={columns}
      rows={deliveries}
      rowKey={(delivery) => delivery.id}
      phone={(delivery) => ({
        first: name(delivery),
        aside: open(delivery),
        second: (
          <span className="row wrap">
            {state(delivery)} <Time at={delivery.createdAt} zone={zone} />
            <span>{answer(delivery)}</span>
          </span>
        ),
      })}
    />
  );
}
