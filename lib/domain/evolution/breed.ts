import {
  applyEdits,
  DIRECTIVE_KEYS,
  type DirectiveEdit,
  type Directives,
  differingKeys,
  levelsOf,
} from "./directives";
import { type Draw, drawEffects, type Effects } from "./effects";
import type { Operator, PromptVersion } from "./prompt";

const EDITS = 3;
/** One answer and one repair of it. */
export const CALLS_PER_ROLE = 2;
const CALLS = { thompson_edit: 0, crossover: CALLS_PER_ROLE, critic_edit: 2 * CALLS_PER_ROLE };
const TRIES = 12;

/** A child to be made. `directives` is what becomes of it when the model fails or answers nonsense. */
export interface BreedOrder {
  operator: Extract<Operator, "thompson_edit" | "crossover" | "critic_edit">;
  /** The first is the one that is edited. */
  parents: readonly string[];
  directives: Directives;
  /** Calls of the model that it may cost at most. */
  calls: number;
}

interface Situation {
  leader: PromptVersion;
  population: readonly PromptVersion[];
  effects: Effects;
  random: () => number;
}

/** Children for the free places, within the budget of calls; no two alike, none that was there before. */
export function planBreed(situation: Situation, places: number, budget: number): BreedOrder[] {
  const orders: BreedOrder[] = [];
  const taken = situation.population.map(({ directives }) => directives);
  let calls = budget;
  for (const operator of rotate(places, situation.random)) {
    const affordable = CALLS[operator] <= calls ? operator : "thompson_edit";
    const order = makeOrder(situation, affordable, taken);
    if (!order) continue;
    orders.push(order);
    taken.push(order.directives);
    calls -= order.calls;
  }
  return orders;
}

/** The cheapest operator is the most used; a role that costs calls is asked once a cycle at most. */
function rotate(places: number, random: () => number): BreedOrder["operator"][] {
  const roles: BreedOrder["operator"][] =
    random() < 0.5 ? ["crossover", "critic_edit"] : ["critic_edit", "crossover"];
  const isCheapFirst = places > 1 || random() < 0.5;
  const all = isCheapFirst ? ["thompson_edit" as const, ...roles] : roles;
  return Array.from({ length: places }, (_, i) => all[i] ?? "thompson_edit");
}

function makeOrder(
  situation: Situation,
  operator: BreedOrder["operator"],
  taken: readonly Directives[],
): BreedOrder | null {
  const { leader, effects, random } = situation;
  const other = operator === "crossover" ? chooseMate(situation) : null;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const draw = drawEffects(effects, random);
    const directives = other && attempt < 4 ? crossOver(leader, other, draw) : null;
    const child = directives ?? applyEdits(leader.directives, thompsonEdits(leader, draw));
    if (taken.some((each) => differingKeys(each, child).length === 0)) continue;
    // Parents too much alike leave nothing to cross: what was drawn instead is named by its name.
    if (other && !directives) return order("thompson_edit", [leader.id], child);
    return order(operator, other ? [leader.id, other.id] : [leader.id], child);
  }
  return null;
}

const order = (
  operator: BreedOrder["operator"],
  parents: readonly string[],
  directives: Directives,
): BreedOrder => ({ operator, parents, directives, calls: CALLS[operator] });

/** The changes that would gain most if the drawn effects were the truth. */
export function thompsonEdits(
  { directives }: Pick<PromptVersion, "directives">,
  draw: Pick<Draw, "level">,
): DirectiveEdit[] {
  return DIRECTIVE_KEYS.flatMap((key) => {
    const now = draw.level(key, directives[key]);
    return levelsOf(key).map((level) => ({ key, level, gain: draw.level(key, level) - now }));
  })
    .filter(({ gain }) => gain > 0)
    .toSorted((a, b) => b.gain - a.gain)
    .filter(({ key }, i, all) => all.findIndex((each) => each.key === key) === i)
    .slice(0, EDITS)
    .map(({ key, level }) => ({ key, level }));
}

/** From each parent what is better if the drawn effects are the truth. */
export function crossOver(
  a: Pick<PromptVersion, "directives">,
  b: Pick<PromptVersion, "directives">,
  draw: Pick<Draw, "level">,
): Directives {
  const better = differingKeys(a.directives, b.directives).filter(
    (key) => draw.level(key, b.directives[key]) > draw.level(key, a.directives[key]),
  );
  return applyEdits(
    a.directives,
    better.map((key) => ({ key, level: b.directives[key] })),
  );
}

/** As often as it might be the best of the others: what GEPA does with its Pareto front. */
function chooseMate({ leader, population, effects, random }: Situation): PromptVersion | null {
  const draw = drawEffects(effects, random);
  const others = population
    .filter(
      ({ id, directives }) =>
        id !== leader.id && differingKeys(directives, leader.directives).length > 1,
    )
    .map((prompt) => ({ prompt, score: draw.prompt(prompt) }));
  return (
    others.reduce<{ prompt: PromptVersion; score: number } | null>(
      (best, each) => (best && best.score >= each.score ? best : each),
      null,
    )?.prompt ?? null
  );
}
