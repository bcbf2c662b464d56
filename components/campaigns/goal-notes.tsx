import { fallbackWords, rewardKindOf } from "@/lib/domain/bandit/reward-kind";
import type { Goal } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { howMeasured, type Measurability } from "@/lib/platforms/how-measured";
import { isTold } from "@/lib/platforms/is-told";
import type { Platform } from "@/lib/platforms/platform";

const WORDS: Record<Goal, string> = {
  reach: "Views",
  engagement: "Engagement per view",
  ctr: "Clicks per view",
};

const NOTES: Record<Exclude<Measurability, "told">, (what: string, where: string) => string> = {
  never: (what, where) =>
    `${what} can’t be measured on ${where}: nothing tells one variant from another there.`,
  permitted: (what, where) => `${what} on ${where} needs an account that lets Bandwagon read it.`,
  reported: (what, where) =>
    `${what} on ${where} counts only what tracked links or your own tools report.`,
};

type GoalNotesProps = { goal: Goal; platforms: readonly Platform[] };

/** Where something stands in for the goal, or more is needed to measure it. Nothing where all is well. */
export function GoalNotes({ goal, platforms }: GoalNotesProps) {
  const replaced = new Map(platforms.map((each) => [each, standIn(goal, each)]));
  const measured = platforms.filter((each) => !replaced.get(each));
  const hints = Object.entries(NOTES).flatMap(([how, note]) => {
    const there = measured.filter((each) => howMeasured(catalog[each], goal) === how);
    return there.length === 0 ? [] : [note(WORDS[goal], listLabels(there))];
  });
  const notes = [...[...replaced.values()].filter((words) => words !== null), ...hints];
  if (notes.length === 0) return null;
  return (
    <ul className="hint" data-testid="goal-notes" aria-label="How the goal is measured">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** What a platform is compared by instead, and why; null where the goal itself is. */
function standIn(goal: Goal, platform: Platform): string | null {
  const entry = catalog[platform];
  const kind = rewardKindOf(goal, (name) => isTold(entry, name, []));
  return fallbackWords(goal, kind, entry.label);
}

const listLabels = (platforms: readonly Platform[]) =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(
    platforms.map((each) => catalog[each].label),
  );
