import { sql } from "drizzle-orm";
import { createPublisher } from "@/server/posts/create-publisher";
import { publishParts } from "@/server/scheduler/publish-parts";
import { tick } from "@/server/scheduler/tick";
import { createWorld, type World } from "@/server/testing/world";
import { percentile } from "./percentile";
import { printFigure, say } from "./print-figure";
import { seedWaiting } from "./seed-waiting";

const SIZES = [1000, 10_000, 100_000];
const WARM_UP = 30;
const RUNS = 60;

/** What a tick and a look for due posts cost while so many wait for a later time. */
export async function measureGrowth(): Promise<void> {
  process.env.TEST_DATABASE = process.env.TEST_DATABASE_URL ? "pg" : "pglite";
  const world = await createWorld();
  try {
    const costs: number[] = [];
    let waiting = 0;
    for (const size of SIZES) {
      await seedWaiting(world, { from: waiting, to: size });
      waiting = size;
      await world.runtime.database.db.execute(sql`analyze`);
      const cost = await measureRound(world);
      say(`tick: ${cost.toFixed(1)} ms with ${size} waiting`);
      costs.push(cost);
    }
    const [few = Number.NaN] = costs;
    const growth = Number(((costs.at(-1) ?? Number.NaN) / few).toFixed(3));
    printFigure({ name: "tick.growth", value: growth, unit: "times", baseline: 1 });
  } finally {
    await world.close();
  }
}

/** Milliseconds of a quick one among many: whatever else the machine does only makes others slower. */
async function measureRound({ runtime }: World): Promise<number> {
  const publisher = createPublisher(runtime, publishParts);
  const taken: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const started = performance.now();
    await tick(runtime);
    await publisher.pump();
    taken.push(performance.now() - started);
  }
  return percentile(taken.slice(WARM_UP), 0.1);
}
