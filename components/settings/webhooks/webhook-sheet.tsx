"use client";

import { type FormEvent, useId, useState } from "react";
import { EventBoxes } from "@/components/settings/webhooks/event-boxes";
import { ShownSecret } from "@/components/settings/webhooks/shown-secret";
import { useCreateWebhook, useUpdateWebhook } from "@/components/settings/webhooks/use-webhooks";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import type { PublicEvent } from "@/lib/contracts/outbound-events";
import type { CreateWebhook, WebhookView } from "@/lib/contracts/outbound-webhooks";

type WebhookSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Null: a new one. */
  webhook: WebhookView | null;
};

export function WebhookSheet({ open, onOpenChange, webhook }: WebhookSheetProps) {
  const formId = useId();
  const create = useCreateWebhook();
  const update = useUpdateWebhook(webhook?.id ?? "");
  const change = (next: boolean) => {
    if (!next) create.reset();
    onOpenChange(next);
  };
  const secret = create.data?.secret;
  const save = async (input: CreateWebhook) => {
    if (!webhook) return void (await create.mutateAsync(input));
    await update.mutateAsync(input);
    toast.success("The webhook was changed");
    change(false);
  };
  return (
    <Sheet
      open={open}
      onOpenChange={change}
      title={titleOf(webhook, secret)}
      description={secret ? "It is shown only this once" : "Where events go, and which"}
      footer={
        secret ? (
          <Button variant="primary" onClick={() => change(false)}>
            I have copied it
          </Button>
        ) : (
          <Button
            type="submit"
            form={formId}
            variant="primary"
            loading={create.isPending || update.isPending}
          >
            {webhook ? "Save webhook" : "Make webhook"}
          </Button>
        )
      }
    >
      {secret ? (
        <ShownSecret secret={secret} />
      ) : (
        <WebhookForm id={formId} webhook={webhook} save={save} />
      )}
    </Sheet>
  );
}

function titleOf(webhook: WebhookView | null, secret: string | undefined): string {
  if (secret) return "Copy the signing secret now";
  return webhook ? "Edit webhook" : "New webhook";
}

type WebhookFormProps = {
  id: string;
  webhook: WebhookView | null;
  save: (input: CreateWebhook) => Promise<void>;
};

function WebhookForm({ id, webhook, save }: WebhookFormProps) {
  const [chosen, setChosen] = useState<readonly PublicEvent[] | null>(() =>
    webhook?.events.length ? (webhook.events as PublicEvent[]) : null,
  );
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (chosen?.length === 0)
      return setErrors({ events: "Choose at least one event, or every event." });
    setErrors({});
    save({
      url: String(form.get("url")),
      description: String(form.get("description")),
      events: [...(chosen ?? [])],
    }).catch((error: unknown) => setErrors(errorsOfApi(error)));
  };
  return (
    <form id={id} className="grid gap-4" onSubmit={submit} noValidate>
      <Field
        label="Address"
        hint="It gets a POST for each event and answers with any 2xx within ten seconds"
        error={errors.url}
      >
        <Input
          name="url"
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://example.com/hooks/bandwagon"
          defaultValue={webhook?.url}
          required
        />
      </Field>
      <Field
        label="Description"
        hint="For people, as “Slack of the press team”"
        error={errors.description}
      >
        <Input name="description" autoComplete="off" defaultValue={webhook?.description} />
      </Field>
      <EventBoxes chosen={chosen} onChange={setChosen} error={errors.events} />
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
    </form>
  );
}
