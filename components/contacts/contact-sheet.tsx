"use client";

import { type FormEvent, useId, useState } from "react";
import { ContactStanding } from "@/components/contacts/contact-words";
import {
  useDeleteContact,
  useSaveContact,
  useStopContact,
} from "@/components/contacts/use-contacts";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Sheet } from "@/components/ui/sheet";
import { Textarea } from "@/components/ui/textarea";
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import type { ContactView } from "@/lib/contracts/contacts";

type ContactSheetProps = {
  /** Null: a new one. */
  contact: ContactView | null;
  onClose: () => void;
};

/** One contact: who it is, and what shows that they agreed. */
export function ContactSheet({ contact, onClose }: ContactSheetProps) {
  const formId = useId();
  const save = useSaveContact();
  const [errors, setErrors] = useState<FormErrors>({});
  const [typed, setTyped] = useState(false);
  const { leave, question } = useDiscardQuestion({
    title: contact ? "Discard your changes to this contact?" : "Discard this contact?",
    isTyped: () => typed && !save.isSuccess,
    onLeave: onClose,
  });
  const send = (body: object) => {
    setErrors({});
    save.mutate(
      { id: contact?.id ?? null, body },
      { onSuccess: onClose, onError: (error) => setErrors(errorsOfApi(error)) },
    );
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => open || leave()}
      title={contact ? (contact.name ?? contact.phone) : "Add contact"}
      description={contact ? contact.phone : "Only who agreed gets messages"}
      footer={
        <Button type="submit" form={formId} variant="primary" loading={save.isPending}>
          {contact ? "Save contact" : "Add contact"}
        </Button>
      }
    >
      <ContactForm
        id={formId}
        contact={contact}
        errors={errors}
        onSend={send}
        onType={() => setTyped(true)}
      />
      {contact ? <Ending contact={contact} onGone={onClose} /> : null}
      {question}
    </Sheet>
  );
}

type ContactFormProps = {
  id: string;
  contact: ContactView | null;
  errors: FormErrors;
  onSend: (body: object) => void;
  onType: () => void;
};

function ContactForm({ id, contact, errors, onSend, onType }: ContactFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSend(readForm(new FormData(event.currentTarget), contact));
  };
  return (
    <form id={id} className="grid gap-4" onSubmit={submit} onInput={onType} noValidate>
      {contact ? (
        <ContactStanding contact={contact} />
      ) : (
        <Field label="Number" hint="With its country, as +45 20 12 34 56" error={errors.phone}>
          <Input name="phone" type="tel" autoComplete="off" required />
        </Field>
      )}
      <Field label="Name" hint="May be left out" error={errors.name}>
        <Input name="name" defaultValue={contact?.name ?? ""} autoComplete="off" />
      </Field>
      <Field
        label="Agreed on"
        hint={
          contact?.status === "opted_out"
            ? "They said stop. Only a day on which they agreed since then counts."
            : "Left out, they get no messages"
        }
        error={errors["consent.givenAt"] ?? errors.consent}
      >
        <Input name="date" type="date" defaultValue={toDay(contact)} />
      </Field>
      <Field
        label="Where they agreed"
        hint="A form, a fair, a till"
        error={errors["consent.source"]}
      >
        <Input name="source" defaultValue={contact?.consentSource ?? ""} />
      </Field>
      <Field
        label="Proof"
        hint="A link or a number that shows it"
        error={errors["consent.evidence"]}
      >
        <Textarea name="evidence" rows={2} defaultValue={contact?.consentEvidence ?? ""} />
      </Field>
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
    </form>
  );
}

const toDay = (contact: ContactView | null) => contact?.consentAt?.slice(0, 10) ?? "";

/** The day as it was keeps its instant; today means now. */
function readForm(form: FormData, contact: ContactView | null) {
  const read = (name: string) => String(form.get(name) ?? "").trim();
  const day = read("date");
  const now = new Date().toISOString();
  const givenAt =
    contact?.consentAt && day === toDay(contact)
      ? contact.consentAt
      : day === now.slice(0, 10)
        ? now
        : `${day}T12:00:00Z`;
  const consent =
    day === "" ? null : { givenAt, source: read("source"), evidence: read("evidence") };
  const own = { name: read("name"), consent };
  return contact ? own : { ...own, phone: read("phone") };
}

type EndingProps = { contact: ContactView; onGone: () => void };

/** Neither can be taken back here, so both ask first. */
function Ending({ contact, onGone }: EndingProps) {
  const remove = useDeleteContact();
  const stop = useStopContact();
  const [asking, setAsking] = useState<"stop" | "delete" | null>(null);
  const close = () => setAsking(null);
  return (
    <div className="row wrap mt-6">
      {contact.status === "reachable" ? (
        <Button size="sm" onClick={() => setAsking("stop")}>
          Send no more messages…
        </Button>
      ) : null}
      <Button size="sm" variant="danger" className="push" onClick={() => setAsking("delete")}>
        Delete contact
      </Button>
      <Dialog
        open={asking === "stop"}
        onOpenChange={close}
        title={`Send ${contact.name ?? contact.phone} no more messages?`}
        description="It counts as a stop of their own: only a consent that they give after today lifts it."
        confirmLabel="Send no more"
        cancelLabel="Keep sending"
        danger
        loading={stop.isPending}
        onConfirm={() => stop.mutate(contact, { onSuccess: onGone, onError: close })}
      />
      <Dialog
        open={asking === "delete"}
        onOpenChange={close}
        title="Delete this contact?"
        description="Name and consent go. The bare number stays, so that a stop is never forgotten."
        confirmLabel="Delete contact"
        cancelLabel="Keep contact"
        danger
        loading={remove.isPending}
        onConfirm={() => remove.mutate(contact, { onSuccess: onGone })}
      />
    </div>
  );
}
