"use client";

import { type ReactNode, useId } from "react";
import { Tag } from "@/components/ui/tag";

type Option<T extends string> = { value: T; label: string; words: string; tag?: string };

type OptionListProps<T extends string> = {
  legend: ReactNode;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
};

/** One of a few, each with what it changes in plain words. */
export function OptionList<T extends string>(props: OptionListProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="b" style={{ marginBottom: 4 }}>
        {props.legend}
      </legend>
      {props.options.map((option) => (
        <label
          key={option.value}
          className="row border-t border-line-soft"
          style={{ alignItems: "start", padding: "10px 0", cursor: "pointer" }}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={props.value === option.value}
            onChange={() => props.onChange(option.value)}
            aria-labelledby={`${name}-${option.value}`}
            aria-describedby={`${name}-${option.value}-words`}
            style={{ marginTop: 3, accentColor: "var(--action)" }}
          />
          <span className="grow">
            <span className="row">
              <span className="m" id={`${name}-${option.value}`}>
                {option.label}
              </span>
              {option.tag ? <Tag>{option.tag}</Tag> : null}
            </span>
            <span className="t3 xs block" id={`${name}-${option.value}-words`}>
              {option.words}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
