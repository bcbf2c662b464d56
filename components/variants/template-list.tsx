"use client";

import { useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { Status } from "@/components/ui/status";
import { sortTemplates, stateOf, type Template } from "@/components/variants/template-words";

const SEARCH_FROM = 8;

type TemplateListProps = {
  templates: readonly Template[];
  chosen: Pick<Template, "name" | "language"> | null;
  onChoose: (template: Template) => void;
};

/** All that the account has: those that can't be sent stay in sight, and say why. */
export function TemplateList({ templates, chosen, onChoose }: TemplateListProps) {
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const shown = sortTemplates(templates).filter(({ name, body }) =>
    `${name} ${body}`.toLowerCase().includes(wanted),
  );
  const group = useId();
  return (
    <div className="grid gap-2">
      {templates.length >= SEARCH_FROM ? (
        <Input
          type="search"
          className="slim"
          aria-invalid={false}
          aria-label="Find a template"
          placeholder="Name or words"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
      ) : null}
      {shown.length === 0 ? <p className="t2">No template by these words.</p> : null}
      <div
        role="radiogroup"
        aria-label="Templates"
        className="overflow-y-auto rounded-md border border-line"
        style={{ maxHeight: 330 }}
      >
        {shown.map((template) => (
          <TemplateRow
            key={`${template.name} ${template.language}`}
            group={group}
            template={template}
            checked={template.name === chosen?.name && template.language === chosen.language}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}

type RowProps = {
  group: string;
  template: Template;
  checked: boolean;
  onChoose: (template: Template) => void;
};

function TemplateRow({ group, template, checked, onChoose }: RowProps) {
  const id = useId();
  const { tone, word, why } = stateOf(template);
  const off = why !== "";
  return (
    <label
      htmlFor={id}
      className="grid items-start gap-x-2 border-t border-line-soft px-3 py-2 first:border-t-0"
      style={{ gridTemplateColumns: "18px 1fr", cursor: off ? "not-allowed" : "pointer" }}
    >
      <input
        id={id}
        type="radio"
        name={group}
        className="mt-1"
        checked={checked}
        disabled={off}
        onChange={() => onChoose(template)}
      />
      <span className="grid min-w-0 gap-0.5">
        <span className="row wrap">
          <b className={off ? "b cut t3" : "b cut"}>{template.name}</b>
          <span className="t3 xs font-normal">{describe(template)}</span>
          <Status tone={tone} className="push">
            {word}
          </Status>
        </span>
        <span className="t2 xs font-normal" style={{ overflowWrap: "anywhere" }}>
          {off ? why : template.body}
        </span>
      </span>
    </label>
  );
}

/** "en_US, marketing, with an image". */
function describe({ language, category, headerMedia }: Template): string {
  const parts = [language, category, headerMedia ? `with ${headerMedia}` : ""];
  return parts.filter(Boolean).join(", ");
}
