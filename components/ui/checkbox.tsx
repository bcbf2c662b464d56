"use client";

import { CheckIcon, MinusIcon } from "@phosphor-icons/react/ssr";
import { Checkbox as Box } from "radix-ui";
import { type ReactNode, useId } from "react";

export type CheckboxProps = {
  label: ReactNode;
  /** Hides the label from sight (select-all cells). */
  labelHidden?: boolean;
  hint?: ReactNode;
  checked?: boolean | "indeterminate";
  defaultChecked?: boolean;
  onChange?: (checked: boolean) => void;
  name?: string;
  value?: string;
  disabled?: boolean;
};

export function Checkbox(props: CheckboxProps) {
  const id = useId();
  return (
    <div className={props.labelHidden ? undefined : "tick"}>
      <Box.Root
        id={id}
        className="box"
        checked={props.checked}
        defaultChecked={props.defaultChecked}
        onCheckedChange={(checked) => props.onChange?.(checked === true)}
        name={props.name}
        value={props.value}
        disabled={props.disabled}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
      >
        <Box.Indicator>
          {props.checked === "indeterminate" ? (
            <MinusIcon className="i" weight="bold" aria-hidden="true" />
          ) : (
            <CheckIcon className="i" weight="bold" aria-hidden="true" />
          )}
        </Box.Indicator>
      </Box.Root>
      <label htmlFor={id} className={props.labelHidden ? "sr" : undefined}>
        {props.label}
      </label>
      {props.hint ? (
        <span className="hint" id={`${id}-hint`}>
          {props.hint}
        </span>
      ) : null}
    </div>
  );
}
