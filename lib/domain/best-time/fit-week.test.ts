import { describe, expect, it } from "vitest";
import { fitWeek, poolSpreads, type WeekFit, weighWeek } from "@/lib/domain/best-time/fit-week";
import type { WeekObservation } from "@/lib/domain/best-time/observe-week";
import { SPREADS } from "@/lib/domain/best-time/week-design";
import { DAY_HOURS, hourOf, WEEK_SLOTS } from "@/lib/domain/best-time/week-slot";
import { drawNormal } from "@/lib/domain/chance/draw-normal";
import { seededRandom } from "@/lib/domain/chance/seeded-random";

const [FROM, TO] = [7, 22];
const AUDIENCES = 60;
const POST_SD = 0.5;

interface Audience {
  posts: WeekObservation[];
  /** Of each hour, against the average of the posts. */
  truth: number[];
}

/** An audience whose hours differ by that much, in block, hour and weekday alike. */
function drawAudience(random: () => number, slotSd: number, count: number): Audience {
  const draws = (length: number) => Array.from({ length }, () => drawNormal(random));
  const [blocks, hours, days] = [draws(6), draws(DAY_HOURS), draws(7)];
  const part = (share: number, value = 0) => slotSd * Math.sqrt(share) * value;
  const effects = Array.from(
    { length: WEEK_SLOTS },
    (_, slot) =>
      part(0.5, blocks[Math.floor(hourOf(slot) / 4)]) +
      part(0.2, hours[hourOf(slot)]) +
      part(0.3, days[Math.floor(slot / DAY_HOURS)]),
  );
  const posts = Array.from({ length: count }, (_, index) => {
    const hour = FROM + Math.floor(random() * (TO - FROM));
    const slot = Math.floor(random() * 7) * DAY_HOURS + hour;
    const y = (effects[slot] ?? 0) + POST_SD * drawNormal(random);
    return { slot, y, variance: 0, group: "one", age: (2 * index) / count - 1 };
  });
  const average = posts.reduce((sum, { slot }) => sum + (effects[slot] ?? 0), 0) / count;
  return { posts, truth: effects.map((effect) => effect - average) };
}

const fitAlone = (posts: readonly WeekObservation[]): WeekFit => {
  const week = weighWeek(posts);
  return fitWeek(week, poolSpreads([week]));
};

const inWindow = (slot: number) => hourOf(slot) >= FROM && hourOf(slot) < TO;

function judge(audiences: readonly Audience[]) {
  const total = { shrunk: 0, naive: 0, labels: 0, wrong: 0, withLabel: 0, covered: 0, slots: 0 };
  for (const { posts, truth } of audiences) {
    const { slots } = fitAlone(posts);
    const seen = slots
      .map((estimate, slot) => ({ ...estimate, slot, truth: truth[slot] ?? 0 }))
      .filter(({ slot }) => inWindow(slot));
    const best = seen.reduce((a, b) => (b.mean > a.mean ? b : a));
    total.shrunk += Math.expm1(best.truth);
    total.naive += Math.expm1(truth[naivePick(posts)] ?? 0);
    const told = seen.filter(({ state }) => state !== "open");
    total.labels += told.length;
    total.withLabel += told.length > 0 ? 1 : 0;
    total.wrong += told.filter(({ state, truth: t }) =>
      state === "better" ? t <= 0 : t >= 0,
    ).length;
    total.covered += seen.filter(({ low, high, truth: t }) => t >= low && t <= high).length;
    total.slots += seen.length;
  }
  return total;
}

/** The hour of the week with the highest mean: what a table of averages would say. */
function naivePick(posts: readonly WeekObservation[]): number {
  const by = Map.groupBy(posts, ({ slot }) => slot);
  const means = [...by].map(([slot, own]) => ({
    slot,
    mean: own.reduce((sum, { y }) => sum + y, 0) / own.length,
  }));
  return means.reduce((a, b) => (b.mean > a.mean ? b : a)).slot;
}

describe("an audience with hours of its own", () => {
  const random = seededRandom(7);
  const found = judge(Array.from({ length: AUDIENCES }, () => drawAudience(random, 0.1, 100)));

  it("gains by the shrunk pick, more than by the best average", () => {
    expect(found.shrunk / AUDIENCES).toBeGreaterThan(0.05);
    expect(found.shrunk).toBeGreaterThan(found.naive);
  });

  it("keeps the promise of its 90 % intervals", () => {
    expect(found.covered / found.slots).toBeGreaterThan(0.87);
  });
});

describe("better and worse", () => {
  const judged = (seed: number, slotSd: number, many: number) => {
    const random = seededRandom(seed);
    const audiences = Array.from({ length: many }, () => drawAudience(random, slotSd, 300));
    // The others get no labels by rule, and fitting them takes long.
    return judge(audiences.filter(({ posts }) => poolSpreads([weighWeek(posts)]).differ));
  };

  it("point the right way nine times in ten, where hours differ little or more", () => {
    const [little, more] = [judged(11, 0.05, 150), judged(11, 0.1, 100)];
    expect(more.labels).toBeGreaterThan(10);
    expect(more.wrong / more.labels).toBeLessThan(0.1);
    expect(little.labels).toBeGreaterThan(0);
    expect(little.wrong / little.labels).toBeLessThan(0.1);
  });

  it("are said of next to no audience whose hours make no difference", () => {
    expect(judged(11, 0, 100).withLabel).toBeLessThanOrEqual(2);
  });

  it("are said of audiences whose hours differ much", () => {
    expect(judged(11, 0.3, 25).withLabel).toBeGreaterThan(4);
  });
});

const post = (slot: number, y: number): WeekObservation => ({
  ...{ slot, y, variance: 0, group: "", age: 0 },
});

it("is what two hours of one day say, worked out by hand", () => {
  // Ten posts of Monday 08:00 at -0.5, ten of Monday 18:00 at +0.5, in different blocks.
  const [early, late] = [8, 18];
  const posts = Array.from({ length: 20 }, (_, i) => (i % 2 ? post(late, 0.5) : post(early, -0.5)));
  const spread = SPREADS.find((each) => each.postSd === 0.4 && each.hourSd === 0.28);
  if (!spread) throw new Error("no such spread");
  const { slots } = fitWeek(weighWeek(posts), { weighed: [{ spread, weight: 1 }], differ: true });
  // Block and hour of each side together: variance 0.28². By symmetry the mean is 0, and each side is
  // shrunk as a normal mean is: n/σ² over n/σ² + 1/τ².
  const [weight, prior] = [10 / 0.4 ** 2, 1 / 0.28 ** 2];
  const shrunk = (0.5 * weight) / (weight + prior);
  expect(slots[late]?.mean).toBeCloseTo(shrunk, 6);
  expect(slots[early]?.mean).toBeCloseTo(-shrunk, 6);
  // The difference to the average is half that between both: sd √(1/(weight + prior)) / √2.
  const reach = 1.6448536269515 * Math.sqrt(1 / (weight + prior) / 2);
  expect(slots[late]?.low).toBeCloseTo(shrunk - reach, 3);
  expect(slots[late]?.high).toBeCloseTo(shrunk + reach, 3);
  expect(slots[late]).toMatchObject({ posts: 10, known: true, state: "better" });
  // Another hour of that block takes over the block's part; another day's is not known.
  expect(slots[17]?.mean).toBeCloseTo(0.6 * shrunk, 6);
  expect(slots[17]).toMatchObject({ posts: 0, known: true });
  expect(slots[DAY_HOURS + late]).toMatchObject({ known: false, state: "open" });
});

it("tells nothing of fewer than twenty posts, however clear they look", () => {
  const few = Array.from({ length: 19 }, (_, i) => (i % 2 ? post(18, 1) : post(8, -1)));
  const fit = fitAlone(few);
  expect(fit).toMatchObject({ ready: false, posts: 19 });
  expect(fit.slots.every(({ state }) => state === "open")).toBe(true);
  expect(fitAlone([]).slots.every(({ known, mean }) => !known && mean === 0)).toBe(true);
});

it("does not depend on the order of posts, and is drawn to what other accounts say", () => {
  const random = seededRandom(3);
  const { posts } = drawAudience(random, 0.2, 60);
  const [one, turned] = [fitAlone(posts), fitAlone(posts.toReversed())];
  one.slots.forEach(({ mean }, slot) => {
    expect(turned.slots[slot]?.mean).toBeCloseTo(mean, 9);
  });
  const flat = Array.from({ length: 8 }, () => weighWeek(drawAudience(random, 0, 200).posts));
  const own = weighWeek(posts);
  const among = fitWeek(own, poolSpreads([own, ...flat]));
  expect(among.slotSd).toBeLessThan(one.slotSd);
});
