import type { OptionField, TemplateParts } from "@/lib/platforms/entry";
import type { FormatRules } from "@/lib/platforms/find-format";
import type { DraftFile } from "./check-file";
import { count, type DraftIssue, error } from "./draft-issue";
import { fillBody, STANDS_FOR, toVariables, toVariableText, variablesOf } from "./template-body";

interface TemplateDraft {
  text: string;
  media: readonly (DraftFile | null)[];
  options: Readonly<Record<string, string>>;
}

/** A template as it was picked, with what it is filled with. */
export interface PickedTemplate {
  name: string;
  language: string;
  /** Null where only its name was given: then nothing is known of it. */
  body: string | null;
  header: string;
  values: string[];
}

export const findTemplateField = ({ format }: Pick<FormatRules, "format">) =>
  format.options?.find(isTemplateField) ?? null;

type TemplateField = OptionField & { template: TemplateParts };

function isTemplateField(field: OptionField): field is TemplateField {
  return field.kind === "template" && field.template !== undefined;
}

/** Null where the format has no template, or none is picked yet. */
export function readTemplate(
  rules: Pick<FormatRules, "format">,
  options: TemplateDraft["options"],
): PickedTemplate | null {
  const field = findTemplateField(rules);
  const name = field ? options[field.name] : undefined;
  if (!field || !name) return null;
  const { language, variables, body, header } = field.template;
  return {
    name,
    language: options[language] ?? "",
    body: options[body] || null,
    header: options[header] ?? "",
    values: toVariables(options[variables] ?? ""),
  };
}

/** What the picked template still lacks, each at its own field. */
export function checkTemplate(rules: FormatRules, draft: TemplateDraft): DraftIssue[] {
  const field = findTemplateField(rules);
  const picked = readTemplate(rules, draft.options);
  if (!field || !picked || picked.body === null) return [];
  const at = `options.${field.template.variables}` as const;
  return [
    ...checkVariables(at, picked.body, picked.values),
    ...checkTextUse(at, picked, draft.text),
    ...checkLength(at, rules, picked, draft.text),
    ...checkHeader(picked, draft.media),
  ];
}

type Field = DraftIssue["field"];

function checkVariables(at: Field, body: string, values: readonly string[]): DraftIssue[] {
  const names = variablesOf(body);
  if (values.length > names.length) {
    const message = `This template takes ${count(names.length, "variable")}. Remove the others.`;
    return [error("option_invalid", at, message)];
  }
  return names.flatMap((name, place) =>
    values[place] ? [] : [error("variable_missing", at, `Fill in {{${name}}}.`, place)],
  );
}

function checkTextUse(at: Field, { values }: PickedTemplate, text: string): DraftIssue[] {
  const isUsed = values.some((value) => value.includes(STANDS_FOR.text));
  if (isUsed && text.trim() === "") {
    return [error("text_required", "text", "Write the text: a variable stands for it.")];
  }
  if (isUsed || text.trim() === "") return [];
  const message = "This template leaves the text out.";
  return [{ code: "text_unused", severity: "warning", field: at, message }];
}

function checkLength(
  at: Field,
  { text: { max } }: FormatRules,
  { body, values }: PickedTemplate,
  text: string,
): DraftIssue[] {
  const filled = fillBody(
    body ?? "",
    values.map((value) => toVariableText(value, text)),
  );
  const excess = Array.from(filled).length - max;
  if (excess <= 0) return [];
  const message = `The message is ${count(excess, "character")} too long. Shorten the text or a variable.`;
  return [error("text_too_long", at, message)];
}

const ARTICLES: Record<string, string> = {
  image: "an image",
  video: "a video",
  document: "a document",
};

function checkHeader(
  { header }: PickedTemplate,
  media: readonly (DraftFile | null)[],
): DraftIssue[] {
  const [file] = media;
  if (header === "") {
    if (!file) return [];
    const message = "This template begins with no file. Remove it, or choose another template.";
    return [error("media_unwanted", "media", message)];
  }
  const wanted = ARTICLES[header] ?? `a file (${header})`;
  if (media.length === 0) {
    return [error(`${header}_required`, "media", `This template begins with ${wanted}. Add one.`)];
  }
  if (!file || file.kind === header) return [];
  const message = `This template begins with ${wanted}. Put one in place of this file.`;
  return [error(`${header}_required`, "media", message)];
}
