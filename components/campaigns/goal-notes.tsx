import type { Goal } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { howMeasured, type Measurability } from "@/lib/platforms/how-measured";
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

/** Where the goal can't be measured, or not by the platform alone. Nothing where all is well. */
export function GoalNotes({ goal, platforms }: GoalNotesProps) {
  const notes = Object.entries(NOTES).flatMap(([how, note]) => {
    const there = platforms.filter((each) => howMeasured(catalog[each], goal) === how);
    return there.length === 0 ? [] : [note(WORDS[goal], listLabels(there))];
  });
  if (notes.length === 0) return null;
  return (
    <ul className="hint" data-testid="goal-notes" aria-label="How the goal is measured">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

const listLabels = (platforms: readonly Platform[]) =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(
    platforms.map((each) => catalog[each].label),
  );
