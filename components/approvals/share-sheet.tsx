"use client";

import { type FormEvent, useId, useState } from "react";
import { ShareLinks } from "@/components/approvals/share-links";
import { useCreateLink } from "@/components/approvals/use-links";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { Time } from "@/components/ui/time";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import type { ApprovalLinkCreated } from "@/lib/contracts/approvals";

type ShareSheetProps = { campaignId: string; onClose: () => void };

/** Links by which somebody without an account reviews this campaign and nothing else. */
export function ShareSheet({ campaignId, onClose }: ShareSheetProps) {
  const formId = useId();
  const create = useCreateLink(campaignId);
  const made = create.data;
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? null : onClose())}
      title="Share for approval"
      description="Who has the link sees this campaign’s variants and decides about them. Nothing else, and no account is needed."
      footer={
        made ? (
          <>
            <Button onClick={() => create.reset()}>Make another</Button>
            <Button variant="primary" onClick={onClose}>
              Done
            </Button>
          </>
        ) : (
          <Button type="submit" form={formId} variant="primary" loading={create.isPending}>
            Make link
          </Button>
        )
      }
    >
      <div className="grid gap-6">
        {made ? <MadeLink made={made} /> : <LinkForm id={formId} create={create} />}
        <ShareLinks campaignId={campaignId} />
      </div>
    </Sheet>
  );
}

function MadeLink({ made: { link, url } }: { made: ApprovalLinkCreated }) {
  const zone = useZone();
  return (
    <Field
      label={`Approval link for ${link.label}`}
      hint={
        <>
          Copy it now: it is shown only once. It works until{" "}
          <Time at={link.expiresAt} zone={zone} withZone />.
        </>
      }
    >
      <CopyField value={url} what="approval link" />
    </Field>
  );
}

const DAYS = [
  { value: "3", label: "3 days" },
  { value: "7", label: "A week" },
  { value: "14", label: "Two weeks" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
];

function LinkForm({ id, create }: { id: string; create: ReturnType<typeof useCreateLink> }) {
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setErrors({});
    create.mutate(
      { label: String(form.get("label")), expiresInDays: Number(form.get("days")) },
      { onError: (error) => setErrors(errorsOfApi(error)) },
    );
  };
  return (
    <form id={id} className="grid gap-4" onSubmit={submit} noValidate>
      <Field
        label="Whom it is for"
        hint="Stands beside each decision that comes by this link"
        error={errors.label}
      >
        <Input
          name="label"
          autoComplete="off"
          placeholder="Nyeri Estates"
          maxLength={80}
          required
        />
      </Field>
      <Field label="Works for" error={errors.expiresInDays}>
        <Select name="days" options={DAYS} defaultValue="14" />
      </Field>
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
    </form>
  );
}
