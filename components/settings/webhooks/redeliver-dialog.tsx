"use client";

import { useState } from "react";
import { useRedeliverFailed } from "@/components/settings/webhooks/use-deliveries";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

const hourMs = 3_600_000;
const SINCE = [
  { value: "1", label: "In the last hour" },
  { value: "24", label: "In the last day" },
  { value: "168", label: "In the last 7 days" },
  { value: "720", label: "In the last 30 days" },
];

type RedeliverDialogProps = { open: boolean; onClose: () => void; webhookId: string };

export function RedeliverDialog({ open, onClose, webhookId }: RedeliverDialogProps) {
  const [hours, setHours] = useState("24");
  const redeliver = useRedeliverFailed(webhookId, onClose);
  const send = () => redeliver.mutate(new Date(Date.now() - Number(hours) * hourMs).toISOString());
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title="Redeliver what failed?"
      description="Each goes out again under its own message id, the oldest first, up to a thousand."
      confirmLabel="Redeliver"
      cancelLabel="Not now"
      loading={redeliver.isPending}
      onConfirm={send}
    >
      <Field label="What failed">
        <Select options={SINCE} value={hours} onChange={(event) => setHours(event.target.value)} />
      </Field>
    </Dialog>
  );
}
