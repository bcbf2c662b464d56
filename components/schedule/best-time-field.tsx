"use client";

import Link from "next/link";
import type { WhenDraft } from "@/components/schedule/when-draft";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { MAX_RUNS_A_DAY } from "@/lib/domain/best-time/timing";

type Best = WhenDraft["best"];
type BestTimeFieldProps = { value: Best; error?: string; onChange: (value: Best) => void };

const CHOICES = [
  { value: "own", label: "At this time" },
  { value: "best", label: "Best time" },
] as const;

const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
const hours = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const hour = from + index;
    return { value: String(hour), label: hour === 24 ? "midnight" : clock(hour) };
  });

/** Whether a cadence keeps its time or has it chosen on each of its days. */
export function BestTimeField({ value, error, onChange }: BestTimeFieldProps) {
  return (
    <>
      <Field
        group
        label="On those days"
        error={value.on ? undefined : error}
        hint={value.on ? undefined : "Every post goes out at the time above."}
      >
        <Segmented
          label="Time on those days"
          value={value.on ? "best" : "own"}
          options={CHOICES}
          onChange={(choice) => onChange({ ...value, on: choice === "best" })}
        />
      </Field>
      {value.on ? <Hours value={value} error={error} onChange={onChange} /> : null}
    </>
  );
}

function Hours({ value, error, onChange }: BestTimeFieldProps) {
  return (
    <Field
      group
      label="Between"
      error={error}
      hint={
        <>
          Bandwagon picks the hour that looks best so far on each account, one post in ten at random
          to keep learning, and the time above while nothing is known. At most {MAX_RUNS_A_DAY}{" "}
          posts a day.{" "}
          <Link href="/optimizer/best-times" className="underline">
            See the hours
          </Link>
        </>
      }
    >
      <span className="row">
        <Select
          aria-label="From"
          value={String(value.fromHour)}
          options={hours(0, 23)}
          onChange={(event) => onChange({ ...value, fromHour: Number(event.target.value) })}
        />
        <span className="t3">and</span>
        <Select
          aria-label="Until"
          value={String(value.toHour)}
          options={hours(1, 24)}
          onChange={(event) => onChange({ ...value, toHour: Number(event.target.value) })}
        />
      </span>
    </Field>
  );
}
