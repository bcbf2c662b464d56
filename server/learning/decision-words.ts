import type { RunDecision } from "@/lib/contracts/learning";
import type { Waiting } from "@/lib/domain/evolution/cycle";
import type { Comparison } from "@/lib/domain/evolution/effects";
import type { ChallengerJudgement, ProbationJudgement } from "@/lib/domain/evolution/gate";

type NameOf = (promptId: string) => string;
type Worded = Omit<RunDecision, "prompt"> & { promptId: string | null };

const percent = (share: number) => `${Math.round(share * 100)}%`;
const signed = (share: number) => `${share >= 0 ? "+" : "−"}${percent(Math.abs(share))}`;
const count = (posts: number) => `${posts} ${posts === 1 ? "post" : "posts"}`;
const range = ({ lift, low, high }: Comparison) =>
  `${signed(lift)}, between ${signed(low)} and ${signed(high)}`;

const numbersOf = ({ pBetter, lift, low, high }: Comparison) => ({ pBetter, lift, low, high });

/** What the gate said of a challenger, in a sentence built from its numbers. */
export function wordChallenger(
  judged: ChallengerJudgement,
  name: NameOf,
  outcome: "promote" | "propose" | "none",
): Worded {
  const { promptId, overId, posts, overPosts } = judged;
  const [own, over] = [name(promptId), name(overId)];
  const numbers = { ...numbersOf(judged), posts, overPosts };
  const base = { promptId, numbers };
  const odds = `${percent(judged.pBetter)} sure after ${count(posts)} that it does better than ${over} (${range(judged)})`;
  if (outcome === "promote")
    return { ...base, kind: "promote", text: `${own} leads now: ${odds}.` };
  if (outcome === "propose")
    return { ...base, kind: "propose", text: `${own} waits for approval: ${odds}.` };
  if (judged.verdict === "promote")
    return { ...base, kind: "wait", text: `${own} is next in turn: ${odds}.` };
  if (judged.reason === "worse")
    return {
      ...base,
      kind: "retire",
      text: `${own} goes: ${percent(1 - judged.pBetter)} sure after ${count(posts)} that ${over} does better.`,
    };
  if (judged.reason === "no_proof")
    return {
      ...base,
      kind: "retire",
      text: `${own} goes: ${count(posts)} did not prove that it does better than ${over}.`,
    };
  if (judged.reason === "few_posts")
    return {
      ...base,
      kind: "wait",
      text: `${own} has too few results to be judged: ${posts} of its own, ${overPosts} of ${over}.`,
    };
  return { ...base, kind: "wait", text: `${own} against ${over} is undecided: ${odds}.` };
}

/** Here `pBetter` is the chance that the old champion does better. */
export function wordProbation(judged: ProbationJudgement, name: NameOf): Worded {
  const { promptId, overId, posts, ownPosts, verdict, pBetter } = judged;
  const [own, old] = [name(promptId), name(overId)];
  const base = { promptId, numbers: { ...numbersOf(judged), posts, ownPosts } };
  const since = `${posts === 1 ? "1 result is" : `${posts} results are`} in since it took over, ${ownPosts} of its own`;
  switch (verdict) {
    case "rollback":
      return {
        ...base,
        kind: "rollback",
        text: `${old} leads again: ${percent(pBetter)} sure that it does better than ${own}.`,
      };
    case "keep":
      return {
        ...base,
        kind: "keep",
        text: `${own} stays: ${since}, and ${old} is not proved better (${percent(pBetter)} sure).`,
      };
    default:
      return {
        ...base,
        kind: "wait",
        text: `${own} leads on probation: ${since}.`,
      };
  }
}

const have = ({ have: posts }: { have: number }) => (posts === 1 ? "1 is in" : `${posts} are in`);

/** Why nothing is bred. */
export function wordWaiting(waiting: Waiting): string {
  switch (waiting.code) {
    case "no_champion":
      return "No prompt leads here, so there is none to breed from. Bring one back.";
    case "few_posts":
      return `Breeding waits for ${waiting.need} new results; ${have(waiting)}.`;
    case "bred_today":
      return "New prompts were bred within the last 24 hours; it happens at most once a day.";
    case "paused":
      return `${waiting.generations} generations gained nothing, so breeding rests until ${waiting.need} new results; ${have(waiting)}.`;
    case "full":
      return "All places are taken: a new prompt is bred when one that competes goes or leads.";
  }
}
