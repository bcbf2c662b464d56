"use client";

import { WarningCircleIcon } from "@phosphor-icons/react/ssr";
import { createContext, type ReactNode, useContext, useId } from "react";

type FieldWiring = { id: string; describedBy: string | undefined; invalid: boolean };

const FieldContext = createContext<FieldWiring | null>(null);

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** Replaces the hint. Says how to mend it. */
  error?: ReactNode;
  /** Beside the label, at the right ("Forgot it?"). */
  aside?: ReactNode;
  /** For several controls under one label: a fieldset instead of a label. */
  group?: boolean;
  className?: string;
  children: ReactNode;
};

/** Label, control, hint or error. The control inside takes its id and description from here. */
export function Field({ label, hint, error, aside, group, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const describedBy = error || hint ? noteId : undefined;
  const wiring = { id, describedBy, invalid: Boolean(error) };
  const title = group ? (
    <span className="b" id={`${id}-label`}>
      {label}
    </span>
  ) : (
    <label htmlFor={id}>{label}</label>
  );
  const groupProps = group
    ? { role: "group", "aria-labelledby": `${id}-label`, "aria-describedby": describedBy }
    : {};
  return (
    <div className={className ? `field ${className}` : "field"} {...groupProps}>
      {aside ? (
        <div className="row">
          {title}
          <span className="push xs">{aside}</span>
        </div>
      ) : (
        title
      )}
      <FieldContext value={wiring}>{children}</FieldContext>
      {error ? <FieldError id={noteId}>{error}</FieldError> : null}
      {!error && hint ? (
        <span className="hint" id={noteId}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p className="msg-err" id={id} role="alert">
      <WarningCircleIcon className="i" weight="fill" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

/** What a control inside a Field needs: id, description, validity. */
export function useFieldWiring(own: { id?: string }) {
  const field = useContext(FieldContext);
  return {
    id: own.id ?? field?.id,
    "aria-describedby": field?.describedBy,
    "aria-invalid": field?.invalid || undefined,
  };
}
