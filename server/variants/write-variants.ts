import { measureText, platformRules, type VariantRules } from "@/lib/domain/check-variant";
import type { Platform } from "@/lib/platforms/platform";
import { WritingError } from "@/server/ai/failure";
import type { VariantRequest, WrittenVariant } from "@/server/ai/variant-prompt";
import type { Writer, WrittenSet } from "@/server/ai/writer";
import { checkWritten, tidy } from "@/server/variants/check-written";
import type { ChosenPrompt } from "@/server/variants/choose-prompts";

export interface WritingOrder {
  platform: Platform;
  brief: string;
  goal: VariantRequest["goal"];
  brand: VariantRules & { tone: string };
  count: number;
  existing: { ordinal: number; label: string; title: string | null; text: string }[];
  /** One for each variant in order, or none at all. */
  prompts: ChosenPrompt[];
}

export interface Written {
  variants: WrittenVariant[];
  /** Which prompt wrote each, in their order; empty where none was given. */
  promptIds: string[];
  promptTokens: number;
  completionTokens: number;
}

/**
 * Asks for variants and, where one breaks a rule, once more with the list of what is wrong.
 * @throws WritingError with the rule that is still broken.
 */
export async function writeVariants(
  writer: Writer,
  order: WritingOrder,
  onChecking: () => Promise<void>,
): Promise<Written> {
  const request = toRequest(order);
  const first = await writer.ask(request);
  await onChecking();
  const issues = findIssues(order, first);
  if (issues.length === 0) return toWritten(order, first, [first]);
  const second = await writer.ask({ ...request, repair: issues, previous: first.variants ?? [] });
  const left = findIssues(order, second);
  if (left.length === 0) return toWritten(order, second, [first, second]);
  const more = left.length > 1 ? ` (and ${left.length - 1} more)` : "";
  throw new WritingError(
    `The model was asked twice and still broke a rule${more}. ${left[0]} Change the brief or the rules, then try again.`,
  );
}

function toRequest(order: WritingOrder): VariantRequest {
  const { tone, bannedWords, maxLength } = order.brand;
  const labels = labelPrompts(order.prompts);
  return {
    brief: order.brief,
    goal: order.goal,
    tone,
    bannedWords,
    maxLength: measureText(order.platform, "", maxLength).max,
    platform: order.platform,
    rules: platformRules(order.platform),
    count: order.count,
    existing: order.existing.map(({ label, title, text }) => ({ label, title, text })),
    prompts: [...labels.values()].map(({ label, prompt: { text, directives } }) => ({
      name: label,
      text,
      directives,
    })),
    assigned: order.prompts.map(({ id, name }) => labels.get(id)?.label ?? name),
    repair: null,
    previous: [],
  };
}

/** By id: a name is unique in its channel only, and a campaign may be written for several. */
function labelPrompts(prompts: readonly ChosenPrompt[]) {
  const labels = new Map<string, { label: string; prompt: ChosenPrompt }>();
  for (const prompt of prompts) {
    if (labels.has(prompt.id)) continue;
    const equals = [...labels.values()].filter((each) => each.prompt.name === prompt.name).length;
    const label = equals === 0 ? prompt.name : `${prompt.name}.${equals + 1}`;
    labels.set(prompt.id, { label, prompt });
  }
  return labels;
}

function findIssues(order: WritingOrder, set: WrittenSet): string[] {
  if (!set.variants) return [set.problem ?? "The answer could not be read."];
  const missing = order.count - set.variants.length;
  const short =
    missing > 0 ? [`${set.variants.length} of ${order.count} variants were written.`] : [];
  const tidied = tidy(order.platform, set.variants, order.count);
  return [...short, ...checkWritten(order.platform, tidied, order.brand, order.existing)];
}

function toWritten(order: WritingOrder, last: WrittenSet, all: WrittenSet[]): Written {
  return {
    variants: tidy(order.platform, last.variants ?? [], order.count),
    promptIds: order.prompts.map(({ id }) => id),
    promptTokens: all.reduce((sum, set) => sum + set.promptTokens, 0),
    completionTokens: all.reduce((sum, set) => sum + set.completionTokens, 0),
  };
}
