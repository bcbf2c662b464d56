import { publishDue } from "@/server/scheduler/publish-due";
import { createFakePlatform } from "@/server/testing/fake-platform";
import { createWorld, type World } from "@/server/testing/world";
import { measureFloors } from "./measure-floor";
import { printFigure, say } from "./print-figure";
import { seedDuePosts } from "./seed-due-posts";

const SHAPE = { accounts: 200, campaigns: 20 };

interface Measured {
  /** Names of the figures begin with it. */
  name: string;
  warmUp: number;
  posts: number;
  /** What else belongs to the time, before the posts go out. */
  before?: (world: World) => Promise<unknown>;
}

/** Due posts a second through the whole path, with a platform that answers at once, on each engine. */
export async function measurePosts(measured: Measured): Promise<void> {
  if (process.env.TEST_DATABASE_URL) await measureOn("pg", measured);
  else say(`${measured.name}.postgres skipped: no PostgreSQL`);
  await measureOn("pglite", measured);
}

async function measureOn(
  engine: "pg" | "pglite",
  { name, warmUp, posts, before }: Measured,
): Promise<void> {
  process.env.TEST_DATABASE = engine;
  const world = await createWorld();
  try {
    const platform = createFakePlatform();
    await seedDuePosts(world, { name: "warm", ...SHAPE, posts: warmUp });
    await publishDue(world.runtime, platform.parts);
    await seedDuePosts(world, { name: "timed", ...SHAPE, posts });
    const started = performance.now();
    await before?.(world);
    const counts = await publishDue(world.runtime, platform.parts);
    const seconds = (performance.now() - started) / 1000;
    const keys = new Set(platform.calls.map((call) => call.key.key));
    if (counts.published !== posts || keys.size !== platform.calls.length) {
      throw new Error(`${counts.published} of ${posts} posts went out, ${keys.size} of them once.`);
    }
    const { oneCommit, twoCommits } = await measureFloors(world.runtime.database);
    const figure = `${name}.${engine === "pg" ? "postgres" : "pglite"}`;
    const rate = { value: Math.round(posts / seconds), unit: "posts/s" };
    printFigure({ name: figure, ...rate, baseline: Math.round(oneCommit) });
    printFigure({ name: `${figure}.two_commits`, ...rate, baseline: Math.round(twoCommits) });
  } finally {
    await world.close();
  }
}
