"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { TOKEN_SCOPES, type TokenScope } from "@/lib/contracts/tokens";

type ScopeBoxesProps = {
  grantable: readonly string[];
  chosen: readonly TokenScope[];
  onChange: (chosen: readonly TokenScope[]) => void;
  error: string | undefined;
};

const ALL = Object.keys(TOKEN_SCOPES) as TokenScope[];
const GROUPS = [
  { label: "May see", scopes: ALL.filter((scope) => scope.endsWith(":read")) },
  { label: "May do", scopes: ALL.filter((scope) => !scope.endsWith(":read")) },
];

/** Rights in plain words; what the person has not got is not offered. */
export function ScopeBoxes({ grantable, chosen, onChange, error }: ScopeBoxesProps) {
  const toggle = (scope: TokenScope, on: boolean) =>
    onChange(on ? [...chosen, scope] : chosen.filter((each) => each !== scope));
  return GROUPS.map((group, index) => (
    <Field
      key={group.label}
      label={group.label}
      group
      error={index === GROUPS.length - 1 ? error : undefined}
    >
      {group.scopes
        .filter((scope) => grantable.includes(scope))
        .map((scope) => (
          <Checkbox
            key={scope}
            label={TOKEN_SCOPES[scope]}
            checked={chosen.includes(scope)}
            onChange={(on) => toggle(scope, on)}
          />
        ))}
    </Field>
  ));
}
