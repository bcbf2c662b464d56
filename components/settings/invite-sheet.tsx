"use client";

import { type FormEvent, useId, useState } from "react";
import { useZone } from "@/components/providers/zone";
import { useInvite } from "@/components/settings/use-members";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { Time } from "@/components/ui/time";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import {
  type InvitationCreated,
  MemberRole,
  ROLE_NAMES,
  ROLE_WORDS,
} from "@/lib/contracts/members";

type InviteSheetProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function InviteSheet({ open, onOpenChange }: InviteSheetProps) {
  const formId = useId();
  const invite = useInvite();
  const change = (next: boolean) => {
    if (!next) invite.reset();
    onOpenChange(next);
  };
  const made = invite.data;
  return (
    <Sheet
      open={open}
      onOpenChange={change}
      title="Invite a member"
      description="By a link that you send yourself; no mail server is needed"
      footer={
        made ? (
          <>
            <Button onClick={() => invite.reset()}>Invite another</Button>
            <Button variant="primary" onClick={() => change(false)}>
              Done
            </Button>
          </>
        ) : (
          <Button type="submit" form={formId} variant="primary" loading={invite.isPending}>
            Make invitation link
          </Button>
        )
      }
    >
      {made ? <MadeLink made={made} /> : <InviteForm id={formId} invite={invite} />}
    </Sheet>
  );
}

function MadeLink({ made }: { made: InvitationCreated }) {
  const zone = useZone();
  return (
    <Field
      label={`Invitation link for ${made.invitation.email}`}
      hint={
        <>
          Shown only now. Works once, until{" "}
          <Time at={made.invitation.expiresAt} zone={zone} format="date-time" withZone />
        </>
      }
    >
      <CopyField value={made.link} what="invitation link" />
    </Field>
  );
}

function InviteForm({ id, invite }: { id: string; invite: ReturnType<typeof useInvite> }) {
  const [role, setRole] = useState<MemberRole>("editor");
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email"));
    setErrors({});
    invite.mutate({ email, role }, { onError: (error) => setErrors(errorsOfApi(error)) });
  };
  return (
    <form id={id} className="grid gap-4" onSubmit={submit} noValidate>
      <Field label="Email" hint="They sign in with it" error={errors.email}>
        <Input name="email" type="email" autoComplete="off" required />
      </Field>
      <Field label="Role" hint={ROLE_WORDS[role].words} error={errors.role}>
        <Select
          options={ROLE_NAMES.map((name) => ({ value: name, label: ROLE_WORDS[name].label }))}
          value={role}
          onChange={(event) => setRole(MemberRole.parse(event.target.value))}
        />
      </Field>
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
    </form>
  );
}
