import { expect } from "@playwright/test";
import type { DecisionReplay } from "@/lib/contracts/decision-replay";
import type { DecisionView } from "@/lib/contracts/optimizer";

const AMOUNT = "[\\d,]+(?:\\.\\d)?";
const has = `(?<posts>\\d+) posts?(?: and (?<pending>\\d+) waiting for a result)?`;
const behind = `(?:(?<rival>\\w) is (?<side>ahead|behind) by (?<gap>${AMOUNT}), at about (?<theirs>${AMOUNT}) [^.]+|(?:\\w) and (?<level>\\w) are level at about (?<mine>${AMOUNT}))\\.`;

/** Every sentence that the algorithm says of a choice, with the figures that it names. */
const SENTENCES: Readonly<Record<string, RegExp>> = {
  cold_start:
    /^Chose (?<chosen>\w) to learn: every variant gets one post first, and \k<chosen> had none\.$/,
  exploit: new RegExp(
    `^Chose (?<chosen>\\w): about (?<mine>${AMOUNT}) [^.]+?, (?:level with (?<level>\\w)|(?<gap>${AMOUNT}) (?<side>more|less) than (?<rival>\\w), (?:the runner-up|which is less certain))\\.$`,
  ),
  explore: new RegExp(
    `^Chose (?<chosen>\\w) to learn: after ${has} its rate is uncertain\\. (?<worthPosts>\\d+) more would raise the best rate by (?:(?<worth>${AMOUNT})%|a little) on average\\. ${behind}$`,
  ),
  floor: new RegExp(
    `^Chose (?<chosen>\\w) by chance: (?<floor>${AMOUNT}) in 100 choices are left to it, .+ Otherwise it would have been (?<instead>\\w)\\.$`,
  ),
};

/**
 * Holds what a sentence claims against the numbers that are stored with the choice, and these against
 * what the replay finds in the stored snapshot.
 */
export function checkSentence(decision: DecisionView, replay: DecisionReplay): void {
  const { reason, kind, numbers, candidates } = decision;
  const said = SENTENCES[kind]?.exec(reason)?.groups;
  expect(said, `${kind}: ${reason}`).toBeDefined();
  expect(replay).toMatchObject({ canReplay: true, same: true });
  const letterOf = (id: unknown) => candidates.find(({ variantId }) => variantId === id)?.letter;
  const { scale = 1, chosenRate = 0, rivalRate = 0 } = numbers;
  const mine = Number(chosenRate) * Number(scale);
  const theirs = Number(rivalRate) * Number(scale);
  const stored: Record<string, string | undefined> = {
    chosen: decision.letter ?? undefined,
    ...{ rival: letterOf(numbers.rival), level: letterOf(numbers.rival) },
    instead: letterOf(numbers.instead),
    ...{ mine: amount(mine), theirs: amount(theirs), gap: amount(Math.abs(mine - theirs)) },
    side: sideOf(kind, mine, theirs),
    ...{ posts: String(numbers.chosenPosts), pending: String(numbers.chosenPending) },
    worthPosts: String(numbers.worthPosts),
    worth: amount((Math.exp(Number(numbers.worth)) - 1) * 100),
    floor: amount(Number(numbers.floor) * 100),
  };
  for (const [name, value] of Object.entries(said ?? {}))
    if (value !== undefined) expect(stored[name], `${name} in: ${reason}`).toBe(value);
  checkNumbers(decision, replay);
}

/** What is stored beside the sentence is what the snapshot held. */
function checkNumbers({ kind, letter, numbers }: DecisionView, replay: DecisionReplay): void {
  const chosen = replay.beliefs.find((belief) => belief.letter === letter);
  expect(chosen?.share).toBe(replay.stored?.share);
  if (kind === "cold_start") expect([chosen?.posts, chosen?.pending]).toEqual([0, 0]);
  if (kind !== "exploit" && kind !== "explore") return;
  const rival = replay.beliefs.find(({ variantId }) => variantId === numbers.rival);
  expect(numbers).toMatchObject({
    ...{ chosenRate: chosen?.mean, chosenPosts: chosen?.posts },
    ...{ rivalRate: rival?.mean, rivalPosts: rival?.posts },
  });
}

/** Of a choice to learn it is told of the rival, of any other choice of the chosen one. */
function sideOf(kind: string, mine: number, theirs: number): string {
  if (kind === "exploit") return mine > theirs ? "more" : "less";
  return theirs > mine ? "ahead" : "behind";
}

/** As people read it: tenths, and from a hundred on whole. */
const amount = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 1 });
