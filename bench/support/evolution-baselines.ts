import {
  applyEdits,
  DIRECTIVE_KEYS,
  type Directives,
  levelsOf,
  SEED_DIRECTIVES,
} from "@/lib/domain/evolution/directives";
import type { Counted } from "./evolution-audience";
import { pick, randomOf } from "./evolution-random";
import type { PostRecord, Promotion, Strategy, Written } from "./evolution-strategy";
import { writeText } from "./evolution-text";
import { disobey } from "./evolution-writer";

const EVERY = 6;
const POPULATION = 4;
const ENOUGH_POSTS = 3;
const MUTATION = 1 / DIRECTIVE_KEYS.length;

interface Individual {
  id: string;
  directives: Directives;
}

function write(seed: string, post: number, { id, directives }: Individual): Written {
  const made = disobey(directives, seed, post);
  return { promptId: id, text: writeText(made), media: made.media, made };
}

/** The seed writes all. */
export function keepSeed(seed: string): Strategy {
  const only = { id: "seed", directives: SEED_DIRECTIVES };
  return {
    learn: async () => {},
    write: async (post) => write(seed, post, only),
    champion: () => only.directives,
    promotions: [],
    judged: () => 0,
  };
}

/** Every six results the champion is changed at random, whatever they were. */
export function mutateAtRandom(seed: string): Strategy {
  const random = randomOf(seed, "mutation");
  const promotions: Promotion[] = [];
  let champion: Individual = { id: "seed", directives: SEED_DIRECTIVES };
  let waiting = 0;
  return {
    learn: async (_, news) => {
      waiting += news;
      if (waiting < EVERY) return;
      waiting = 0;
      const to = mutate(champion.directives, random);
      promotions.push({ from: champion.directives, to });
      champion = { id: `m${promotions.length}`, directives: to };
    },
    write: async (post) => write(seed, post, champion),
    champion: () => champion.directives,
    promotions,
    judged: () => promotions.length,
  };
}

function mutate(directives: Directives, random: () => number): Directives {
  const changed = DIRECTIVE_KEYS.filter(() => random() < MUTATION);
  const keys = changed.length > 0 ? changed : [pick(DIRECTIVE_KEYS, random, "hook")];
  const edits = keys.map((key) => {
    const others = levelsOf(key).filter((level) => level !== directives[key]);
    return { key, level: pick(others, random, directives[key]) };
  });
  return applyEdits(directives, edits);
}

type Score = (counts: Counted) => number;
/** The original design's weighted total: mostly how many saw it. */
const total: Score = (c) =>
  c.views + c.likes * 2 + c.shares * 5 + c.clicks * 3 + c.conversions * 10;
/** The same without views, over views. */
const rate: Score = (c) =>
  (c.likes * 2 + c.shares * 5 + c.clicks * 3 + c.conversions * 10) / Math.max(1, c.views);

export const evolveOnTotal = (seed: string): Strategy => evolve(seed, total);
export const evolveOnRate = (seed: string): Strategy => evolve(seed, rate);

/** A genetic algorithm on raw means: the two best are crossed and mutated, the worst makes room. */
function evolve(seed: string, score: Score): Strategy {
  const random = randomOf(seed, "genetic");
  const promotions: Promotion[] = [];
  let champion: Individual = { id: "seed", directives: SEED_DIRECTIVES };
  let born = 0;
  const bear = (directives: Directives): Individual => ({ id: `g${++born}`, directives });
  let population = [
    champion,
    ...Array.from({ length: POPULATION - 1 }, () => bear(mutate(SEED_DIRECTIVES, random))),
  ];
  let waiting = 0;
  const turn = (known: readonly PostRecord[]) => {
    const ranked = rank(population, known, score);
    const [best, second] = ranked;
    if (!best || !second) return;
    if (best.id !== champion.id) {
      promotions.push({ from: champion.directives, to: best.directives });
      champion = best;
    }
    const child = bear(mutate(cross(best.directives, second.directives, random), random));
    const worst = ranked.at(-1);
    population = [...population.filter(({ id }) => id !== worst?.id), child];
  };
  return {
    learn: async (known, news) => {
      waiting += news;
      const isTried = population.every(
        ({ id }) => known.filter(({ promptId }) => promptId === id).length >= ENOUGH_POSTS,
      );
      if (waiting < EVERY || !isTried) return;
      waiting = 0;
      turn(known);
    },
    write: async (post) => write(seed, post, pick(population, random, champion)),
    champion: () => champion.directives,
    promotions,
    judged: () => born,
  };
}

function rank(population: readonly Individual[], known: readonly PostRecord[], score: Score) {
  const mean = ({ id }: Individual) => {
    const own = known.filter(({ promptId }) => promptId === id);
    return own.reduce((sum, { seen }) => sum + (seen ? score(seen.counts) : 0), 0) / own.length;
  };
  return population
    .map((each) => ({ each, fitness: mean(each) }))
    .toSorted((a, b) => b.fitness - a.fitness)
    .map(({ each }) => each);
}

const cross = (a: Directives, b: Directives, random: () => number): Directives =>
  applyEdits(
    a,
    DIRECTIVE_KEYS.filter(() => random() < 0.5).map((key) => ({ key, level: b[key] })),
  );
