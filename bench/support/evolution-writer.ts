import {
  DIRECTIVE_KEYS,
  type DirectiveKey,
  type Directives,
  levelsOf,
  orderOf,
  SEED_DIRECTIVES,
} from "@/lib/domain/evolution/directives";
import { pick, randomOf } from "./evolution-random";

const DISOBEYED = 0.1;

/** The levels that a prompt orders, found by its sentences; what it leaves open is as in the seed. */
export function findOrders(prompt: string): Directives {
  const found = DIRECTIVE_KEYS.map((key) => {
    const level = levelsOf(key).find((each) => prompt.includes(orderOf(key, each)));
    return [key, level ?? SEED_DIRECTIVES[key]] as const;
  });
  return Object.fromEntries(found) as Directives;
}

/** What a model makes of the orders: one in ten is not followed. A function of seed and order alone. */
export function disobey(told: Directives, ...seed: readonly (string | number)[]): Directives {
  const random = randomOf("writer", ...seed);
  const made = DIRECTIVE_KEYS.map((key: DirectiveKey) => {
    const follows = random() >= DISOBEYED;
    return [key, follows ? told[key] : pick(levelsOf(key), random, told[key])] as const;
  });
  return Object.fromEntries(made) as Directives;
}
