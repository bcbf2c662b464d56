"use client";

import { Switch as Flip } from "radix-ui";
import { type ReactNode, useId } from "react";

export type SwitchProps = {
  label: ReactNode;
  labelHidden?: boolean;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  name?: string;
  disabled?: boolean;
};

/** Takes effect at once. For what is saved with a form, use Checkbox. */
export function Switch(props: SwitchProps) {
  const id = useId();
  return (
    <div className="row">
      <span className={props.labelHidden ? "sr" : "grow"}>
        <label htmlFor={id} className="m">
          {props.label}
        </label>
        {props.hint ? (
          <span className="xs t3" id={`${id}-hint`} style={{ display: "block" }}>
            {props.hint}
          </span>
        ) : null}
      </span>
      <Flip.Root
        id={id}
        className="flip"
        checked={props.checked}
        onCheckedChange={props.onChange}
        name={props.name}
        disabled={props.disabled}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
      >
        <Flip.Thumb />
      </Flip.Root>
    </div>
  );
}
