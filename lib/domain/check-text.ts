import type { PlatformEntry, TextRule, TextUnit } from "@/lib/platforms/entry";
import type { FormatRules } from "@/lib/platforms/find-format";
import { count, type DraftIssue, error, nameOf } from "./draft-issue";
import { countBytes, countText } from "./text-length";
import { splitParts } from "./text-parts";
import { findXUrls } from "./x-urls";

/** A text, or each part of it, against the limits of its platform. */
export function checkText(entry: PlatformEntry, rules: FormatRules, text: string): DraftIssue[] {
  const rule = rules.text;
  const parts = rules.format.parts ? splitParts(text) : [text];
  if (parts.every((part) => part.trim() === "")) {
    if (!rule.required) return [];
    return [error("text_required", "text", `Write a text: ${entry.label} needs one.`)];
  }
  if (rule.max === 0) {
    const message = `${nameOf(entry, rules)} shows no text. Remove it.`;
    return [error("text_too_long", "text", message)];
  }
  const allowed = rules.format.parts?.max ?? 1;
  const surplus = parts.length - allowed;
  return [
    ...(surplus > 0
      ? [
          error(
            "too_many_parts",
            "text",
            `${count(surplus, "part")} too many: ${nameOf(entry, rules)} takes ${allowed}.`,
          ),
        ]
      : []),
    ...parts.flatMap((part, at) =>
      checkLength(entry, rule, part, parts.length > 1 ? `Part ${at + 1}: ` : ""),
    ),
    ...checkForbidden(entry, "text", text, rule.forbidden),
  ];
}

function checkLength(
  entry: PlatformEntry,
  rule: TextRule,
  text: string,
  prefix: string,
): DraftIssue[] {
  const excess = countText(rule.unit, text) - rule.max;
  if (excess > 0) {
    const noun = rule.unit === "bytes" ? "byte" : "character";
    const words = `${prefix}${count(excess, noun)} too many for ${entry.label}.`;
    return [error("text_too_long", "text", `${words}${explainCount(rule.unit, text)}`)];
  }
  const heavy = rule.maxBytes === undefined ? 0 : countBytes(text) - rule.maxBytes;
  if (heavy <= 0) return [];
  const words = `${prefix}${count(heavy, "byte")} too many for ${entry.label}.`;
  return [error("text_too_long", "text", `${words}${explainCount("bytes", text)}`)];
}

function explainCount(unit: TextUnit, text: string): string {
  if (unit === "weighted" && findXUrls(text.normalize("NFC")).length > 0) {
    return " A link counts as 23.";
  }
  if (unit === "bytes" && countBytes(text) > text.length) {
    return " An accented letter or emoji takes several.";
  }
  if (unit === "utf16" && text.length > Array.from(text).length) return " An emoji counts as two.";
  return "";
}

export function checkTitle(
  entry: PlatformEntry,
  { title: rule }: FormatRules,
  title: string | null,
): DraftIssue[] {
  if (!rule) return [];
  const text = title?.trim() ?? "";
  if (text === "") {
    if (!rule.required) return [];
    return [error("title_required", "title", `Write a title: ${entry.label} needs one.`)];
  }
  const excess = Array.from(text).length - rule.max;
  const message = `Shorten the title by ${count(excess, "character")}. ${entry.label} allows ${rule.max}.`;
  return [
    ...(excess > 0 ? [error("title_too_long", "title", message)] : []),
    ...checkForbidden(entry, "title", text, rule.forbidden),
  ];
}

function checkForbidden(
  entry: PlatformEntry,
  field: "text" | "title",
  text: string,
  forbidden: string[] = [],
): DraftIssue[] {
  const found = forbidden.filter((character) => text.includes(character));
  if (found.length === 0) return [];
  const message = `Remove ${found.join(" and ")} from the ${field}: ${entry.label} refuses it.`;
  return [error("forbidden_character", field, message)];
}
