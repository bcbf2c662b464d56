import { z } from "zod";
import { pick } from "./evolution-random";

/** The stand-in's roles know what is sent to them and nothing else. */

const Levels = z.record(z.string(), z.string());
const Row = z.object({ postId: z.string(), directives: Levels, above: z.number() });
const Evidence = z.object({ best: z.array(Row), worst: z.array(Row) });
type Row = z.infer<typeof Row>;

const Crossing = z.object({
  levels: z.record(z.string(), Levels),
  parents: z.array(z.object({ directives: Levels, notes: z.array(z.string()) })),
  effects: z.array(z.object({ directive: z.string(), level: z.string(), gain: z.number() })),
});

const OBEYS = 0.9;

/** Of each parent what the effects speak for, nine times in ten. */
export function answerCrossover(data: unknown, random: () => number) {
  const { levels, parents, effects } = Crossing.parse(data);
  const [a, b] = parents;
  const gainOf = (directive: string, level: string | undefined) =>
    effects.find((each) => each.directive === directive && each.level === level)?.gain ?? 0;
  const directives = Object.keys(levels).map((key) => {
    const [first, second] = [a?.directives[key], b?.directives[key]];
    const isFirst = gainOf(key, first) >= gainOf(key, second) === random() < OBEYS;
    return [key, isFirst ? first : second];
  });
  const because = "Each directive is from the parent that did better with it.";
  return { directives: Object.fromEntries(directives), notes: [], because };
}

const Critic = z.object({ prompt: z.object({ directives: Levels }), evidence: Evidence });

/** The levels that the best posts have and the worst have not, by the table it was sent. */
export function answerCritic(data: unknown) {
  const { prompt, evidence } = Critic.parse(data);
  const rows = [...evidence.best, ...evidence.worst];
  const findings = Object.keys(prompt.directives)
    .flatMap((key) => levelsSeen(rows, key).map((level) => weigh(rows, key, level)))
    .filter(({ key, level, own }) => own.length >= 2 && prompt.directives[key] !== level)
    .toSorted((x, y) => y.gap - x.gap)
    .slice(0, 2)
    .map(({ key, level, own }) => ({
      postIds: own.map(({ postId }) => postId),
      saw: `Posts with ${key} ${level} did better than the others.`,
      advice: `Set ${key} to ${level}.`,
    }));
  const [row] = rows;
  const nothing = { saw: "Nothing stands out.", advice: "Leave it.", postIds: [row?.postId ?? ""] };
  return { findings: findings.length > 0 ? findings : [nothing] };
}

const levelsSeen = (rows: readonly Row[], key: string): string[] => [
  ...new Set(rows.flatMap(({ directives }) => directives[key] ?? [])),
];

function weigh(rows: readonly Row[], key: string, level: string) {
  const own = rows.filter(({ directives }) => directives[key] === level);
  const others = rows.filter(({ directives }) => directives[key] !== level);
  return { key, level, own, gap: mean(own) - mean(others) };
}

const mean = (rows: readonly Row[]): number =>
  rows.reduce((sum, { above }) => sum + above, 0) / Math.max(1, rows.length);

const Editing = z.object({
  levels: z.record(z.string(), Levels),
  findings: z.array(z.object({ advice: z.string() })),
});

/** Does what the advice says; where it says nothing that can be done, something else. */
export function answerEditor(data: unknown, random: () => number) {
  const { levels, findings } = Editing.parse(data);
  const advised = findings.flatMap(({ advice }) => {
    const [, directive, level] = /^Set (\w+) to (\w+)\.$/.exec(advice) ?? [];
    return directive && level ? [{ directive, level }] : [];
  });
  const directive = pick(Object.keys(levels), random, "hook");
  const other = { directive, level: pick(Object.keys(levels[directive] ?? {}), random, "") };
  return {
    edits: advised.length > 0 ? advised : [other],
    note: null,
    because: "It follows the critic's advice.",
  };
}
