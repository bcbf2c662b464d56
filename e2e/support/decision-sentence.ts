import { expect } from "@playwright/test";
import type { DecisionReplay } from "@/lib/contracts/decision-replay";
import type { DecisionView } from "@/lib/contracts/optimizer";

const AMOUNT = "[\\d,]+(?:\\.\\d+)?";
const has = `(?<posts>\\d+) posts?(?: and (?<pending>\\d+) waiting for a result)?`;
const likely = `(?<low>${AMOUNT}) to (?<high>${AMOUNT})`;
const standings = `\\w likely gets ${likely} [^;]+; (?:(?<silent>\\w) has no result yet|(?<level>\\w) is level with it, at about (?<levelAt>${AMOUNT})|(?<rival>\\w), at about (?<theirs>${AMOUNT}), looks (?<side>better|worse) so far)\\.`;
const leads = `(?:it looks best so far, at )?about (?<mine>${AMOUNT}) [^.(]+ \\(likely ${likely}\\)(?:, level with (?<level>\\w)\\.|\\. (?<rival>\\w) (?:has no result yet|is at about (?<theirs>${AMOUNT}))\\.)`;

/** Every sentence that the algorithm says of a choice, with the figures that it names. */
const SENTENCES: Readonly<Record<string, RegExp>> = {
  cold_start:
    /^Chose (?<chosen>\w) to learn: every variant gets one post first, and \k<chosen> had none\.$/,
  exploit: new RegExp(
    `^Chose (?<chosen>\\w): (?:${leads}|it has no result yet, but by what is usual here, about (?<usual>${AMOUNT}) [^,]+ 1,000 views, it should do no worse than (?<than>\\w)\\.|no variant has results yet, and it comes first\\.)$`,
  ),
  explore: new RegExp(
    `^Chose (?<chosen>\\w) to learn: (?:it has no result yet|after ${has} its rate is uncertain)\\. ${standings} What (?<worthPosts>\\d+) more posts of \\w teach is expected to lift later posts by (?:about (?<worth>\\d+)%|(?<little>a little))\\.$`,
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
  const rateOf = (name: string) => Number(numbers[name]) * Number(numbers.scale ?? 1);
  const isRough = rateOf("chosenHigh") >= 100;
  const read = (name: string) => amount(isRough ? Math.round(rateOf(name)) : rateOf(name));
  const lifted = Math.round(Math.expm1(Number(numbers.worth)) * 100);
  const rival = letterOf(numbers.rival);
  const stored: Record<string, string | undefined> = {
    chosen: decision.letter ?? undefined,
    ...{ rival, level: rival, than: rival },
    ...{ silent: Number(numbers.rivalPosts) === 0 ? rival : undefined },
    instead: letterOf(numbers.instead),
    ...{ mine: read("chosenRate"), low: read("chosenLow"), high: read("chosenHigh") },
    ...{ theirs: read("rivalRate"), levelAt: read("chosenRate"), usual: read("chosenRate") },
    side: Number(numbers.rivalRate) > Number(numbers.chosenRate) ? "better" : "worse",
    ...{ posts: String(numbers.chosenPosts), pending: String(numbers.chosenPending) },
    worthPosts: String(numbers.worthPosts),
    ...{ worth: String(lifted), little: lifted < 1 ? "a little" : undefined },
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
  expect(Number(numbers.chosenLow)).toBeLessThan(chosen?.mean ?? 0);
  expect(Number(numbers.chosenHigh)).toBeGreaterThan(chosen?.mean ?? 0);
  const rival = replay.beliefs.find(({ variantId }) => variantId === numbers.rival);
  expect(numbers).toMatchObject({
    ...{ chosenRate: chosen?.mean, chosenPosts: chosen?.posts },
    ...{ rivalRate: rival?.mean, rivalPosts: rival?.posts },
  });
}

/** As people read it: whole from a hundred on, hundredths below one. */
function amount(value: number): string {
  const size = Math.abs(value);
  const maximumFractionDigits = size >= 100 ? 0 : size >= 1 || size === 0 ? 1 : 2;
  return value.toLocaleString("en-US", { maximumFractionDigits });
}
