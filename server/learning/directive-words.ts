import type { DirectiveChange } from "@/lib/contracts/directive-change";
import {
  DIRECTIVES,
  type DirectiveKey,
  type Directives,
  differingKeys,
} from "@/lib/domain/evolution/directives";

/** "a question" for the level `question` of the hook. */
export function levelLabel(key: DirectiveKey, level: string): string {
  const levels: Readonly<Record<string, { label: string }>> = DIRECTIVES[key].levels;
  return levels[level]?.label ?? level;
}

export const toChanges = (before: Directives, after: Directives): DirectiveChange[] =>
  differingKeys(before, after).map((key) => ({
    ...{ directive: key, directiveLabel: DIRECTIVES[key].label },
    ...{ from: before[key], fromLabel: levelLabel(key, before[key]) },
    ...{ to: after[key], toLabel: levelLabel(key, after[key]) },
  }));
