import type { StatusTone } from "@/components/ui/status";
import type { TemplateList } from "@/lib/contracts/templates";
import type { PickedTemplate } from "@/lib/domain/check-template";

export type Template = TemplateList["items"][number];

interface TemplateState {
  tone: StatusTone;
  word: string;
  /** Why it can't be chosen, and what to do; empty where it can. */
  why: string;
}

const STATES: Record<string, TemplateState> = {
  approved: { tone: "ok", word: "Approved", why: "" },
  pending: {
    ...{ tone: "need", word: "Waits for approval" },
    why: "It can be chosen once it is approved, mostly within a day.",
  },
  in_appeal: {
    ...{ tone: "need", word: "Appealed" },
    why: "Its refusal is looked at again. Wait for the answer.",
  },
  rejected: {
    ...{ tone: "bad", word: "Refused" },
    why: "Change it where it was written, and hand it in again.",
  },
  paused: {
    ...{ tone: "need", word: "Paused" },
    why: "Too few people liked it. It rests for a while; change it or wait.",
  },
  disabled: {
    ...{ tone: "bad", word: "Disabled" },
    why: "It was stopped for good. Write another one.",
  },
};

export const stateOf = ({ status }: Pick<Template, "status">): TemplateState =>
  STATES[status] ?? {
    ...{ tone: "plain", word: status.replaceAll("_", " ") },
    why: "It can’t be sent in this state.",
  };

export const isOf = (picked: Pick<PickedTemplate, "name" | "language">, template: Template) =>
  template.name === picked.name && template.language === picked.language;

/** What stands against the picked template today; null where nothing does. */
export function findTemplateTrouble(
  { name, language }: Pick<PickedTemplate, "name" | "language">,
  live: Template | undefined,
): string | null {
  if (!live) return `There is no template “${name}” in ${language} any more. Choose another.`;
  const { word, why } = stateOf(live);
  return why === "" ? null : `“${name}”: ${word.toLowerCase()}. ${why}`;
}

/** Approved ones first, each group by name. */
export const sortTemplates = (templates: readonly Template[]): Template[] =>
  templates.toSorted(
    (a, b) =>
      Number(stateOf(a).why !== "") - Number(stateOf(b).why !== "") || a.name.localeCompare(b.name),
  );
