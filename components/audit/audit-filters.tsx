"use client";

import { type AuditFilter, isFiltered, NO_FILTER } from "@/components/audit/audit-filter";
import { useAuditActors } from "@/components/audit/use-audit";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

const ACTIONS = [
  { value: "", label: "Everything" },
  { value: "account.", label: "Accounts" },
  { value: "campaign.", label: "Campaigns" },
  { value: "variant", label: "Variants" },
  { value: "schedule.", label: "Schedules" },
  { value: "post.", label: "Posts" },
  { value: "optimizer.", label: "Optimizer" },
  { value: "member.", label: "Members" },
  { value: "token.", label: "API tokens" },
  { value: "workspace.", label: "Workspace" },
];

type AuditFiltersProps = { filter: AuditFilter; onChange: (filter: AuditFilter) => void };

export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const members = useAuditActors();
  const actors = [
    { value: "", label: "Everybody" },
    { value: "system", label: "Bandwagon itself" },
    { value: "token", label: "API tokens" },
    ...(members.data?.items ?? []).map((member) => ({ value: member.id, label: member.name })),
  ];
  const change = (part: Partial<AuditFilter>) => onChange({ ...filter, ...part });
  return (
    <form
      aria-label="Filter the audit log"
      className="mb-4 grid grid-cols-2 items-end gap-3 md:grid-cols-[minmax(180px,1.4fr)_1fr_1fr_auto_auto_auto_auto]"
      onSubmit={(event) => event.preventDefault()}
    >
      <Field label="Words" className="col-span-2 md:col-span-1">
        <Input
          type="search"
          value={filter.text}
          placeholder="A name, an action"
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
      <Field label="Who">
        <Select
          options={actors}
          value={filter.actor}
          onChange={(event) => change({ actor: event.target.value })}
        />
      </Field>
      <Field label="What">
        <Select
          options={ACTIONS}
          value={filter.action}
          onChange={(event) => change({ action: event.target.value })}
        />
      </Field>
      <Field label="From">
        <Input
          type="date"
          value={filter.fromDay}
          max={filter.toDay || undefined}
          onChange={(event) => change({ fromDay: event.target.value })}
        />
      </Field>
      <Field label="To">
        <Input
          type="date"
          value={filter.toDay}
          min={filter.fromDay || undefined}
          onChange={(event) => change({ toDay: event.target.value })}
        />
      </Field>
      <Checkbox
        label="Show renewals"
        checked={filter.renewals === "show"}
        onChange={(shown) => change({ renewals: shown ? "show" : "" })}
      />
      {isFiltered(filter) ? (
        <Button variant="quiet" onClick={() => onChange(NO_FILTER)}>
          Clear filter
        </Button>
      ) : null}
    </form>
  );
}
