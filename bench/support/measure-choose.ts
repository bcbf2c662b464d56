import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { runSteps } from "@/server/db/in-one-trip";
import { chooseVariants } from "@/server/optimizer/choose-variant";
import type { EmptySlot } from "@/server/posts/claimed-post";
import { outdateArms } from "@/server/posts/outdate-arms";
import { createWorld, type World } from "@/server/testing/world";
import { percentile } from "./percentile";
import { printFigure, say } from "./print-figure";
import { seedHistory } from "./seed-history";

const VARIANTS = 20;
const FEW = 1000;
const MANY = 10_000;
const WARM_UP = 20;
const RUNS = 60;

/** One slot's choice, as the claim makes it: with what is known, and counted anew after new results. */
export async function measureChoose(): Promise<void> {
  if (process.env.TEST_DATABASE_URL) await measureOn("pg");
  else say("choose.postgres skipped: no PostgreSQL");
  await measureOn("pglite");
}

async function measureOn(engine: "pg" | "pglite"): Promise<void> {
  process.env.TEST_DATABASE = engine;
  const name = `choose.${engine === "pg" ? "postgres" : "pglite"}`;
  const world = await createWorld();
  try {
    const slot = await seedHistory(world, { variants: VARIANTS, from: 0, to: FEW });
    const few = await measureRound(world, slot);
    say(`${name}: ${few.known.toFixed(2)} ms known, ${few.anew.toFixed(2)} ms anew, ${FEW} posts`);
    await seedHistory(world, { variants: VARIANTS, from: FEW, to: MANY });
    const many = await measureRound(world, slot);
    say(
      `${name}: ${many.known.toFixed(2)} ms known, ${many.anew.toFixed(2)} ms anew, ${MANY} posts`,
    );
    const bare = round(await measureBare(world));
    const ms = { unit: "ms", baseline: bare };
    printFigure({ name, value: round(many.known), ...ms });
    printFigure({ name: `${name}.anew`, value: round(many.anew), ...ms });
    const times = { unit: "times", baseline: 1 };
    printFigure({ name: `${name}.growth`, value: round(many.known / few.known), ...times });
    printFigure({ name: `${name}.anew.growth`, value: round(many.anew / few.anew), ...times });
  } finally {
    await world.close();
  }
}

async function measureRound(world: World, slot: EmptySlot) {
  await world.runtime.database.db.execute(sql`analyze`);
  const { runtime } = world;
  const now = runtime.clock.now();
  const choose = async (tx: Tx) => {
    const { choices, steps } = await chooseVariants(tx, [slot], { now, random: Math.random });
    await runSteps(tx, steps);
    if (!choices.get(slot.postId)?.ok) throw new Error("Nothing was chosen.");
  };
  // As after the last post's results: what the window needs is known from then on.
  await runtime.database.db.transaction(async (tx) => {
    await outdateArms(tx, [slot]);
    await choose(tx);
  });
  const known = await timeRolledBack(world, async () => undefined, choose);
  const anew = await timeRolledBack(world, (tx) => outdateArms(tx, [slot]), choose);
  return { known, anew };
}

/** Milliseconds of a quick run: whatever else the machine does only makes others slower. Each is undone. */
async function timeRolledBack(
  { runtime }: World,
  before: (tx: Tx) => Promise<void>,
  work: (tx: Tx) => Promise<void>,
): Promise<number> {
  const taken: number[] = [];
  const undo = new Error("undo");
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const undone = runtime.database.db.transaction(async (tx) => {
      await before(tx);
      const started = performance.now();
      await work(tx);
      taken.push(performance.now() - started);
      throw undo;
    });
    await undone.catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  }
  return percentile(taken.slice(WARM_UP), 0.1);
}

/** As many statements as a choice sends, that do nothing. */
const measureBare = (world: World): Promise<number> =>
  timeRolledBack(
    world,
    async () => undefined,
    async (tx) => {
      for (let i = 0; i < 3; i++) await tx.execute(sql`select 1`);
    },
  );

const round = (value: number): number => Number(value.toFixed(3));
