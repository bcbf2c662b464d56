import type { OptionField } from "@/lib/platforms/entry";
import { count, type DraftIssue, error } from "./draft-issue";

export type Options = Readonly<Record<string, string>>;

/** What goes out: the format's own options, each as given or as the catalog begins; empty ones left out. */
export function fillOptions(
  fields: readonly OptionField[] | undefined,
  options: Options,
): Record<string, string> {
  const filled = (fields ?? []).map(({ name, initial }) => [name, options[name] ?? initial ?? ""]);
  return Object.fromEntries(filled.filter(([, value]) => value !== ""));
}

/** The lines of a list option, without the empty ones. */
export function toLines(value: string): string[] {
  return value
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export function checkOptions(fields: readonly OptionField[], options: Options): DraftIssue[] {
  return fields.flatMap((field) => {
    const value = (options[field.name] ?? field.initial ?? "").trim();
    const missing = value === "" || (field.kind === "flag" && field.required && value !== "true");
    if (missing) {
      return field.required ? [issue(field, "option_required", ASK[field.kind](field.label))] : [];
    }
    const problem = PROBLEMS[field.kind](field, value);
    return problem ? [issue(field, "option_invalid", problem)] : [];
  });
}

const ASK: Record<OptionField["kind"], (label: string) => string> = {
  text: (label) => `Fill in “${label}”.`,
  choice: (label) => `Choose one under “${label}”.`,
  list: (label) => `Fill in “${label}”, one a line.`,
  flag: (label) => `Tick “${label}” first.`,
  date: (label) => `Choose a time under “${label}”.`,
  template: (label) => `Choose one under “${label}”.`,
};

type Judge = (field: OptionField, value: string) => string | null;

const isShort: Judge = ({ label, max }, value) => {
  const excess = max === undefined ? 0 : Array.from(value).length - max;
  return excess > 0 ? `Shorten “${label}” by ${count(excess, "character")}.` : null;
};

const PROBLEMS: Record<OptionField["kind"], Judge> = {
  text: isShort,
  template: isShort,
  choice: ({ label, choices }, value) =>
    !choices || choices.some((choice) => choice.value === value)
      ? null
      : `What was chosen under “${label}” is not on offer. Choose again.`,
  list: ({ label, max }, value) => {
    const excess = max === undefined ? 0 : toLines(value).length - max;
    return excess > 0 ? `“${label}” takes ${count(max ?? 0, "line")}. Remove ${excess}.` : null;
  },
  flag: ({ label }, value) =>
    value === "true" || value === "false" ? null : `Tick “${label}”, or leave it.`,
  date: ({ label }, value) =>
    Number.isNaN(Date.parse(value)) ? `“${label}” is not a time. Choose it again.` : null,
};

const issue = (field: OptionField, code: string, message: string): DraftIssue =>
  error(code, `options.${field.name}`, message);
