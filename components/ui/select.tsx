"use client";

import { CaretDownIcon } from "@phosphor-icons/react/ssr";
import type { ComponentProps } from "react";
import { cx } from "@/components/ui/class-names";
import { useFieldWiring } from "@/components/ui/field";

export type SelectOption = { value: string; label: string; disabled?: boolean };

export type SelectProps = Omit<ComponentProps<"select">, "children"> & {
  options: readonly SelectOption[];
  /** An empty first choice. */
  placeholder?: string;
};

export function Select({ options, placeholder, className, ...props }: SelectProps) {
  const wiring = useFieldWiring(props);
  return (
    <span className="pick-one">
      <select {...wiring} {...props} id={wiring.id} className={cx("input", className)}>
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <CaretDownIcon className="i" aria-hidden="true" />
    </span>
  );
}
