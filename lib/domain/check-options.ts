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
    const items = field.kind === "list" ? checkItems(field, options[field.name] ?? "") : [];
    return problem ? [issue(field, "option_invalid", problem), ...items] : items;
  });
}

/** Each entry at its line. */
function checkItems({ name, itemMax }: OptionField, value: string): DraftIssue[] {
  if (itemMax === undefined) return [];
  return value.split("\n").flatMap((line, place) => {
    const entry = line.trim();
    const excess = Array.from(entry).length - itemMax;
    if (excess <= 0) return [];
    const message = `Shorten “${entry}” by ${count(excess, "character")}.`;
    return [error("option_invalid", `options.${name}`, message, place)];
  });
}

const ASK: Record<OptionField["kind"], (label: string) => string> = {
  text: (label) => `Fill in “${label}”.`,
  choice: (label) => `Choose one under “${label}”.`,
  list: (label) => `Fill in “${label}”.`,
  flag: (label) => `Tick “${label}” first.`,
  date: (label) => `Choose a time under “${label}”.`,
  template: (label) => `Choose one under “${label}”.`,
};

type Judge = (field: OptionField, value: string) => string | null;

const isShort: Judge = ({ label, max }, value) => {
  const excess = max === undefined ? 0 : Array.from(value).length - max;
  return excess > 0 ? `Shorten “${label}” by ${count(excess, "character")}.` : null;
};

const isAddress: Judge = ({ label, url }, value) =>
  !url || (/^https?:\/\/\S+$/i.test(value) && URL.canParse(value))
    ? null
    : `Begin “${label}” with https://, as in an address bar.`;

const PROBLEMS: Record<OptionField["kind"], Judge> = {
  text: (field, value) => isShort(field, value) ?? isAddress(field, value),
  template: isShort,
  choice: ({ label, choices }, value) =>
    !choices || choices.some((choice) => choice.value === value)
      ? null
      : `What was chosen under “${label}” is not on offer. Choose again.`,
  list: ({ label, min = 0, max = Number.POSITIVE_INFINITY }, value) => {
    const { length } = toLines(value);
    if (length < min) return `“${label}” needs at least ${min}. Add ${min - length}.`;
    return length > max ? `“${label}” takes ${max} at most. Remove ${length - max}.` : null;
  },
  flag: ({ label }, value) =>
    value === "true" || value === "false" ? null : `Tick “${label}”, or leave it.`,
  date: ({ label }, value) =>
    Number.isNaN(Date.parse(value)) ? `“${label}” is not a time. Choose it again.` : null,
};

const issue = (field: OptionField, code: string, message: string): DraftIssue =>
  error(code, `options.${field.name}`, message);
