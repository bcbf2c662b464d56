"use client";

import {
  DotsThreeIcon,
  KeyIcon,
  PaperPlaneTiltIcon,
  PencilSimpleIcon,
  PowerIcon,
  TrashIcon,
} from "@phosphor-icons/react/ssr";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RotateSheet } from "@/components/settings/webhooks/rotate-sheet";
import {
  useDeleteWebhook,
  useSendTest,
  useUpdateWebhook,
} from "@/components/settings/webhooks/use-webhooks";
import { WebhookSheet } from "@/components/settings/webhooks/webhook-sheet";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { WebhookView } from "@/lib/contracts/outbound-webhooks";

type WebhookActionsProps = { webhook: WebhookView; onDeleted: () => void };

export function WebhookActions({ webhook, onDeleted }: WebhookActionsProps) {
  const [opened, setOpened] = useState<"edit" | "rotate" | "delete" | null>(null);
  const test = useSendTest();
  const update = useUpdateWebhook(webhook.id);
  const close = () => setOpened(null);
  const turnOff = () =>
    update.mutate(
      { enabled: false },
      {
        onSuccess: () => toast.success("The webhook is off"),
        onError: (error) =>
          toast.error("The webhook was not switched off", { detail: error.message }),
      },
    );
  const items: MenuItem[] = [
    {
      label: "Edit webhook",
      icon: <PencilSimpleIcon className="i" />,
      onSelect: () => setOpened("edit"),
    },
    { label: "New secret", icon: <KeyIcon className="i" />, onSelect: () => setOpened("rotate") },
    ...(webhook.enabled
      ? [{ label: "Switch off", icon: <PowerIcon className="i" />, onSelect: turnOff }]
      : []),
    { kind: "line" },
    {
      label: "Delete webhook",
      icon: <TrashIcon className="i" />,
      danger: true,
      onSelect: () => setOpened("delete"),
    },
  ];
  return (
    <>
      {webhook.enabled ? (
        <Button
          icon={<PaperPlaneTiltIcon className="i" />}
          loading={test.isPending}
          onClick={() => test.mutate(webhook.id)}
        >
          Send a test
        </Button>
      ) : null}
      <Menu
        trigger={
          <Button
            iconOnly
            variant="quiet"
            aria-label="More for this webhook"
            icon={<DotsThreeIcon className="i" weight="bold" />}
          />
        }
        items={items}
      />
      <WebhookSheet open={opened === "edit"} onOpenChange={close} webhook={webhook} />
      <RotateSheet open={opened === "rotate"} onClose={close} webhook={webhook} />
      <DeleteDialog
        open={opened === "delete"}
        onClose={close}
        webhook={webhook}
        onDeleted={onDeleted}
      />
    </>
  );
}

type DeleteDialogProps = {
  open: boolean;
  onClose: () => void;
  webhook: WebhookView;
  onDeleted: () => void;
};

function DeleteDialog({ open, onClose, webhook, onDeleted }: DeleteDialogProps) {
  const router = useRouter();
  const remove = useDeleteWebhook(() => {
    onDeleted();
    router.push("/settings/webhooks");
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title="Delete this webhook?"
      description="Its log goes with it, and nothing more is sent. To stop it for a while, switch it off instead."
      confirmLabel="Delete webhook"
      cancelLabel="Keep webhook"
      danger
      loading={remove.isPending}
      onConfirm={() => remove.mutate(webhook)}
    />
  );
}
