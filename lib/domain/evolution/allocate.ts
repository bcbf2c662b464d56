import { drawEffects, type Effects } from "./effects";
import { findLeader, type PromptVersion } from "./prompt";

const LEADER_SHARE = 0.35;
const UNIFORM_SHARE = 0.05;
const OLD_CHAMPION_SHARE = 0.2;

export type AllocationCause = "leader" | "old_champion" | "challenger" | "uniform";
type Candidate = Pick<PromptVersion, "id" | "directives" | "status">;

export interface Allocation {
  promptId: string;
  cause: AllocationCause;
}

/** Which prompt writes next; null for a channel without a champion. */
export function allocate(
  population: readonly Candidate[],
  effects: Effects,
  random: () => number,
): Allocation | null {
  const leader = findLeader(population);
  if (!leader) return null;
  const challengers = population.filter(({ status }) => status === "challenger");
  const old = population.find(({ status }) => status === "champion" && leader.status !== status);
  const active = [leader, ...(old ? [old] : []), ...challengers];
  const ticket = random();
  if (ticket < UNIFORM_SHARE) {
    const chosen = active[Math.floor(random() * active.length)] ?? leader;
    return { promptId: chosen.id, cause: "uniform" };
  }
  if (old && ticket < UNIFORM_SHARE + OLD_CHAMPION_SHARE)
    return { promptId: old.id, cause: "old_champion" };
  const rest = ticket < 1 - LEADER_SHARE ? challengers : [];
  if (rest.length === 0) return { promptId: leader.id, cause: "leader" };
  const draw = drawEffects(effects, random);
  const scored = rest.map((prompt) => ({ prompt, score: draw.prompt(prompt) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return { promptId: best.prompt.id, cause: "challenger" };
}
