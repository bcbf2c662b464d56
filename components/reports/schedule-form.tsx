"use client";

import { type FormEvent, useMemo, useState } from "react";
import { useZone } from "@/components/providers/zone";
import { hourInWords, WEEKDAYS } from "@/components/reports/schedule-words";
import { useCreateReportSchedule } from "@/components/reports/use-reports";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import type { ResultsQuery } from "@/lib/contracts/analytics";
import type { Cadence } from "@/lib/contracts/reports";
import { listTimeZones } from "@/lib/domain/zones";

type ScheduleFormProps = { query: ResultsQuery; onDone: () => void };

const CADENCES: readonly { value: Cadence; label: string }[] = [
  { value: "daily", label: "Daily" },
  { value: "weekly", label: "Weekly" },
  { value: "monthly", label: "Monthly" },
];
const PERIODS: Record<Cadence, string> = {
  daily: "Tells of the day before.",
  weekly: "Tells of the seven days before.",
  monthly: "Goes out on the first, and tells of the month before.",
};
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: hourInWords(hour),
}));
const DAYS = WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }));

const listOf = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/** The filters are kept; the period comes from how often it goes out. */
export function ScheduleForm({ query, onDone }: ScheduleFormProps) {
  const create = useCreateReportSchedule();
  const own = useZone();
  const [cadence, setCadence] = useState<Cadence>("weekly");
  const [timeZone, setTimeZone] = useState(query.timeZone ?? own);
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setErrors({});
    create.mutate(
      {
        ...{ query, cadence, timeZone, name: String(form.get("name")) },
        weekday: Number(form.get("weekday") ?? 1),
        hour: Number(form.get("hour")),
        recipients: listOf(String(form.get("recipients"))),
      },
      { onSuccess: onDone, onError: (error) => setErrors(errorsOfApi(error)) },
    );
  };
  const ofRecipients = Object.entries(errors).find(([path]) => path.startsWith("recipients"))?.[1];
  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      <Field label="Name" hint="Begins the subject of the mail" error={errors.name}>
        <Input name="name" autoComplete="off" placeholder="Weekly results" maxLength={80} />
      </Field>
      <Field label="How often" hint={PERIODS[cadence]} group>
        <Segmented label="How often" value={cadence} onChange={setCadence} options={CADENCES} />
      </Field>
      {cadence === "weekly" ? (
        <Field label="On" error={errors.weekday}>
          <Select name="weekday" options={DAYS} defaultValue="1" />
        </Field>
      ) : null}
      <Field label="At" error={errors.hour}>
        <Select name="hour" options={HOURS} defaultValue="8" />
      </Field>
      <ZonePick value={timeZone} onChange={setTimeZone} error={errors.timeZone} />
      <Field
        label="To"
        hint="Addresses with commas between them. All who get it see the others."
        error={ofRecipients}
      >
        <Input name="recipients" autoComplete="off" placeholder="ines@example.com" />
      </Field>
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      <div className="row">
        <Button type="submit" variant="primary" loading={create.isPending}>
          Schedule report
        </Button>
        <Button onClick={onDone}>Not now</Button>
      </div>
    </form>
  );
}

type ZonePickProps = {
  value: string;
  onChange: (zone: string) => void;
  error: string | undefined;
};

function ZonePick({ value, onChange, error }: ZonePickProps) {
  const options = useMemo(
    () =>
      [...new Set([value, ...listTimeZones()])].map((zone) => ({
        value: zone,
        label: zone.replaceAll("_", " "),
        keywords: [zone],
      })),
    [value],
  );
  return (
    <Field label="Time zone" hint="Its days are what is counted" error={error}>
      <Combobox
        value={value}
        onChange={onChange}
        options={options}
        searchPlaceholder="Search a city"
      />
    </Field>
  );
}
