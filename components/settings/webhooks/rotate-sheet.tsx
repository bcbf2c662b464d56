"use client";

import { ShownSecret } from "@/components/settings/webhooks/shown-secret";
import { useRotateSecret } from "@/components/settings/webhooks/use-webhooks";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import type { WebhookView } from "@/lib/contracts/outbound-webhooks";

type RotateSheetProps = { open: boolean; onClose: () => void; webhook: WebhookView };

/** A new secret, with a day for the receiver to change over. */
export function RotateSheet({ open, onClose, webhook }: RotateSheetProps) {
  const rotate = useRotateSecret(webhook.id);
  const secret = rotate.data?.secret;
  const close = () => {
    rotate.reset();
    onClose();
  };
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => next || close()}
      title={secret ? "Copy the signing secret now" : "New secret"}
      description={secret ? "It is shown only this once" : "For when the old one may be known"}
      footer={
        secret ? (
          <Button variant="primary" onClick={close}>
            I have copied it
          </Button>
        ) : (
          <Button variant="primary" loading={rotate.isPending} onClick={() => rotate.mutate()}>
            Make new secret
          </Button>
        )
      }
    >
      {secret ? (
        <ShownSecret secret={secret} />
      ) : (
        <p className="t2">
          For a day every delivery carries two signatures, one by the old secret and one by the new,
          so that the receiver loses nothing while you change it there. After that only the new one
          signs. A secret that was replaced before stops at once.
        </p>
      )}
    </Sheet>
  );
}
