"use client";

import { toSample } from "@/components/previews/to-sample";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fillBody, STANDS_FOR, toVariables, variablesOf } from "@/lib/domain/template-body";

const WORDS = { text: "The text", name: "Their name" } as const;
const KINDS = ["text", "name"] as const;

type TemplateFillProps = {
  body: string;
  /** A line for each variable. */
  lines: string;
  text: string;
  /** Without a place: what is wrong with all of them. */
  errorOf: (place?: number) => string;
  onChange: (lines: string) => void;
};

/** A field for each variable, and the message as it will be read. */
export function TemplateFill({ body, lines, text, errorOf, onChange }: TemplateFillProps) {
  const names = variablesOf(body);
  const given = toVariables(lines);
  const values = names.map((_, place) => given[place] ?? "");
  const change = (place: number, value: string) =>
    onChange(values.with(place, value.replace(/\n/g, " ")).join("\n"));
  // What is wrong with one stands at it; the rest is said of all.
  const each = names.map((_, place) => (values[place] ? "" : errorOf(place)));
  const common = each.some(Boolean) ? "" : errorOf();
  return (
    <>
      {names.map((name, place) => (
        <Field
          key={name}
          label={`{{${name}}}`}
          error={each[place]}
          aside={
            <Insert name={name} onInsert={(word) => change(place, join(values[place], word))} />
          }
        >
          <Input value={values[place]} onChange={({ target }) => change(place, target.value)} />
        </Field>
      ))}
      {names.length > 0 ? (
        <p className="t3 xs">
          {STANDS_FOR.text} becomes this variant’s text, {STANDS_FOR.name} the contact’s name. Who
          has no name is left out where one is asked for.
        </p>
      ) : null}
      {common ? <FieldError>{common}</FieldError> : null}
      <figure className="grid gap-1">
        <figcaption className="t3 xs">As it will be read</figcaption>
        <div className="quote whitespace-pre-line" style={{ overflowWrap: "anywhere" }}>
          {fillBody(
            body,
            values.map((value) => toSample(value, text)),
          )}
        </div>
      </figure>
    </>
  );
}

const join = (value: string | undefined, word: string) => (value ? `${value} ${word}` : word);

/** Saves typing braces. */
function Insert({ name, onInsert }: { name: string; onInsert: (word: string) => void }) {
  return (
    <span className="row">
      {KINDS.map((kind) => (
        <Button
          key={kind}
          size="sm"
          variant="quiet"
          aria-label={`Put ${WORDS[kind].toLowerCase()} into ${name}`}
          onClick={() => onInsert(STANDS_FOR[kind])}
        >
          {WORDS[kind]}
        </Button>
      ))}
    </span>
  );
}
