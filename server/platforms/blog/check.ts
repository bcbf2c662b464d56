import { toLines } from "@/lib/domain/check-options";
import { type DraftIssue, error } from "@/lib/domain/draft-issue";
import type { Draft } from "../adapter";
import { MAX_WORD, toPublishAt } from "./to-blog";

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** What the contract forbids and the catalog cannot say. */
export function checkOwnRules(draft: Draft): DraftIssue[] {
  const { options } = draft;
  const issues: DraftIssue[] = [];
  if (options.status === "scheduled" && toPublishAt(draft) === null) {
    const message = "Choose when the site shall publish it, or publish it at once.";
    issues.push(error("option_required", "options.publishAt", message));
  }
  for (const name of ["tags", "categories"] as const) {
    const long = toLines(options[name] ?? "").find((word) => word.length > MAX_WORD);
    if (!long) continue;
    const message = `Shorten “${long.slice(0, 20)}…” to ${MAX_WORD} characters.`;
    issues.push(error("option_invalid", `options.${name}`, message));
  }
  if (options.slug && !SLUG.test(options.slug.trim())) {
    const message = "Use small letters, digits and hyphens in the address.";
    issues.push(error("option_invalid", "options.slug", message));
  }
  return issues;
}
