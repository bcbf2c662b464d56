"use client";

import { type FormEvent, useState } from "react";
import { useZone } from "@/components/providers/zone";
import { LinkList } from "@/components/reports/link-list";
import { useCreateReportLink } from "@/components/reports/use-reports";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import type { ResultsQuery } from "@/lib/contracts/analytics";
import type { ReportLinkCreated } from "@/lib/contracts/reports";

type LinkPanelProps = { query: ResultsQuery; canShare: boolean };

/** Links by which somebody without an account reads this report and nothing else. */
export function LinkPanel({ query, canShare }: LinkPanelProps) {
  const create = useCreateReportLink();
  return (
    <>
      {canShare ? null : (
        <p className="t2">Owners and editors can make links. Ask one of them for yours.</p>
      )}
      {canShare && create.data ? (
        <MadeLink made={create.data} onAgain={() => create.reset()} />
      ) : null}
      {canShare && !create.data ? <LinkForm query={query} create={create} /> : null}
      <LinkList canShare={canShare} />
    </>
  );
}

function MadeLink({
  made: { link, url },
  onAgain,
}: {
  made: ReportLinkCreated;
  onAgain: () => void;
}) {
  const zone = useZone();
  return (
    <div className="grid gap-3">
      <Field
        label={`Link to ${link.name}`}
        hint={
          <>
            Copy it now: it is shown only once. It works until{" "}
            <Time at={link.expiresAt} zone={zone} withZone />.
          </>
        }
      >
        <CopyField value={url} what="report link" />
      </Field>
      <div>
        <Button onClick={onAgain}>Make another</Button>
      </div>
    </div>
  );
}

const DAYS = [
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
];

type LinkFormProps = {
  query: ResultsQuery;
  create: ReturnType<typeof useCreateReportLink>;
};

function LinkForm({ query, create }: LinkFormProps) {
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setErrors({});
    create.mutate(
      { name: String(form.get("name")), expiresInDays: Number(form.get("days")), query },
      { onError: (error) => setErrors(errorsOfApi(error)) },
    );
  };
  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      <p className="t2">
        Who has the link reads this report without an account, and nothing else.{" "}
        {query.to ? "Its period stays as it is." : "It goes on: later results are added."}
      </p>
      <Field label="Name" hint="Stands above the report" error={errors.name}>
        <Input name="name" autoComplete="off" placeholder="Results for Nyeri" maxLength={80} />
      </Field>
      <Field label="Works for" error={errors.expiresInDays}>
        <Select name="days" options={DAYS} defaultValue="30" />
      </Field>
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      <div>
        <Button type="submit" variant="primary" loading={create.isPending}>
          Make link
        </Button>
      </div>
    </form>
  );
}
