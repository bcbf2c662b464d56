"use client";

import { ToggleGroup } from "radix-ui";
import type { ReactNode } from "react";

export type SegmentedProps<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode; disabled?: boolean }[];
  className?: string;
};

/** One of a few, all in sight. Arrow keys move between them. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const choose = (next: string) => {
    const option = props.options.find((each) => each.value === next);
    if (option) props.onChange(option.value);
  };
  return (
    <ToggleGroup.Root
      type="single"
      className={props.className ? `seg ${props.className}` : "seg"}
      aria-label={props.label}
      value={props.value}
      onValueChange={choose}
    >
      {props.options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
