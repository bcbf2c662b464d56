"use client";

import { WarningCircleIcon, XIcon } from "@phosphor-icons/react/ssr";
import type { Transfer } from "@/components/media/use-uploads";
import { Button } from "@/components/ui/button";
import { Meter } from "@/components/ui/meter";

type UploadListProps = {
  transfers: readonly Transfer[];
  /** For screen readers: what has arrived. */
  said: string;
  onDrop: (id: number) => void;
};

export function UploadList({ transfers, said, onDrop }: UploadListProps) {
  return (
    <>
      <span className="sr" role="status">
        {said}
      </span>
      {transfers.length > 0 ? (
        <ul className="pad" aria-label="Uploads" style={{ display: "grid", gap: 8 }}>
          {transfers.map((transfer) => (
            <li key={transfer.id} className="row">
              {transfer.error ? (
                <Failed transfer={transfer} onDrop={onDrop} />
              ) : (
                <Running transfer={transfer} />
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function Running({ transfer: { name, share, cancel } }: { transfer: Transfer }) {
  const percent = Math.round(share * 100);
  const words = cancel ? (share < 1 ? `${percent}%` : "Checking") : "Waiting";
  return (
    <>
      <span className="cut" style={{ flex: "0 1 220px" }}>
        {name}
      </span>
      <span className="grow">
        <Meter label={`${percent} percent of ${name} sent`} value={share} max={1} />
      </span>
      <span className="t3 xs">{words}</span>
      <Button size="sm" disabled={!cancel} onClick={() => cancel?.()}>
        Stop
      </Button>
    </>
  );
}

function Failed({ transfer, onDrop }: { transfer: Transfer; onDrop: (id: number) => void }) {
  return (
    <>
      <WarningCircleIcon className="i danger-c" weight="fill" aria-hidden="true" />
      <span className="grow" role="alert">
        <b className="b">{transfer.name}</b> <span className="t2">{transfer.error}</span>
      </span>
      <Button
        size="sm"
        variant="quiet"
        iconOnly
        icon={<XIcon className="i" />}
        aria-label={`Close the message about ${transfer.name}`}
        onClick={() => onDrop(transfer.id)}
      />
    </>
  );
}
