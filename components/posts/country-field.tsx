"use client";

import { XIcon } from "@phosphor-icons/react/ssr";
import { nameOfCountry as nameOf } from "@/components/posts/country-name";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { COUNTRIES } from "@/lib/domain/countries";

const options = COUNTRIES.map((code) => ({ value: code, label: nameOf(code), detail: code })).sort(
  (a, b) => a.label.localeCompare(b.label, "en"),
);

type CountryFieldProps = {
  value: readonly string[];
  error?: string;
  onChange: (codes: string[]) => void;
};

/** Several countries, each found by its name or its two letters. */
export function CountryField({ value, error, onChange }: CountryFieldProps) {
  return (
    <Field label="Countries" error={error} hint="Who may see the ad">
      <Combobox
        value={null}
        placeholder="Add a country"
        searchPlaceholder="Country or its two letters"
        emptyText="No country by that name"
        options={options.filter((option) => !value.includes(option.value))}
        onChange={(code) => onChange([...value, code])}
      />
      {value.length > 0 ? (
        <ul className="row wrap" aria-label="Chosen countries">
          {value.map((code) => (
            <li key={code}>
              <Button
                size="sm"
                icon={<XIcon className="i" aria-hidden="true" />}
                aria-label={`Remove ${nameOf(code)}`}
                onClick={() => onChange(value.filter((each) => each !== code))}
              >
                {nameOf(code)}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </Field>
  );
}
