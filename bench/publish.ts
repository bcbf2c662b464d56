import { publishDue } from "@/server/scheduler/publish-due";
import { createFakePlatform } from "@/server/testing/fake-platform";
import { createWorld } from "@/server/testing/world";
import { measureFloor } from "./support/measure-floor";
import { printFigure, say } from "./support/print-figure";
import { seedDuePosts } from "./support/seed-due-posts";

const ACCOUNTS = 200;
const CAMPAIGNS = 20;
const POSTS = 10_000;

/** Due posts through the whole path, with a platform that answers at once. */
async function measure(engine: "pg" | "pglite"): Promise<void> {
  process.env.TEST_DATABASE = engine;
  const world = await createWorld();
  try {
    const platform = createFakePlatform();
    const shape = { accounts: ACCOUNTS, campaigns: CAMPAIGNS };
    await seedDuePosts(world, { name: "warm", ...shape, posts: 400 });
    await publishDue(world.runtime, platform.parts);
    await seedDuePosts(world, { name: "timed", ...shape, posts: POSTS });
    const started = performance.now();
    const counts = await publishDue(world.runtime, platform.parts);
    const seconds = (performance.now() - started) / 1000;
    const keys = new Set(platform.calls.map((call) => call.key.key));
    if (counts.published !== POSTS || keys.size !== platform.calls.length) {
      throw new Error(`${counts.published} of ${POSTS} posts went out, ${keys.size} of them once.`);
    }
    printFigure({
      name: engine === "pg" ? "publish.postgres" : "publish.pglite",
      value: Math.round(POSTS / seconds),
      unit: "posts/s",
      baseline: Math.round(await measureFloor(world.runtime.database)),
    });
  } finally {
    await world.close();
  }
}

if (process.env.TEST_DATABASE_URL) await measure("pg");
else say("publish.postgres skipped: no PostgreSQL");
await measure("pglite");
