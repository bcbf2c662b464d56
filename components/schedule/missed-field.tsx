"use client";

import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import type { MissedPolicy } from "@/lib/contracts/schedules";

const CHOICES = [
  { value: "post_late", label: "Post it late" },
  { value: "skip", label: "Skip it" },
] as const;

const HINTS: Record<MissedPolicy, string> = {
  post_late:
    "It goes out as soon as Bandwagon runs again, unless that is later than its campaign allows. Of several missed posts only the last one does.",
  skip: "Nothing goes out late. The next post comes at its own time.",
};

type MissedFieldProps = { value: MissedPolicy; onChange: (value: MissedPolicy) => void };

/** What becomes of posts whose time passes while nothing runs. */
export function MissedField({ value, onChange }: MissedFieldProps) {
  return (
    <Field group label="If Bandwagon is not running at that time" hint={HINTS[value]}>
      <Segmented label="A missed post" value={value} options={CHOICES} onChange={onChange} />
    </Field>
  );
}
