import { sql } from "drizzle-orm";
import pg from "pg";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { publishDue } from "@/server/scheduler/publish-due";
import { tick } from "@/server/scheduler/tick";
import { createFakePlatform } from "@/server/testing/fake-platform";
import { createWorld, type World } from "@/server/testing/world";

const ACCOUNTS = 200;
const CAMPAIGNS = 20;
const POSTS = 2000;
const WARM_UP = 200;
const FLOOR_JOBS = 2000;
const CONNECTIONS = 8;

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Jobs a second of the plainest durable queue there is: claim one, mark it done, commit, again. */
async function measureFloor(run: (statement: string) => Promise<number>, workers: number) {
  await run("create table floor (id serial primary key, status text not null default 'due')");
  await run("create index floor_due on floor (id) where status = 'due'");
  await run(`insert into floor (status) select 'due' from generate_series(1, ${FLOOR_JOBS})`);
  const take = `update floor set status = 'done' where id = (
    select id from floor where status = 'due' order by id limit 1 for update skip locked)`;
  const work = async () => {
    while ((await run(take)) > 0);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: workers }, work));
  const seconds = (performance.now() - started) / 1000;
  await run("drop table floor");
  return FLOOR_JOBS / seconds;
}

async function floorOf(world: World): Promise<number> {
  if (world.runtime.database.kind === "pglite") {
    const { db } = world.runtime.database;
    return measureFloor(async (statement) => {
      const answer = (await db.execute(sql.raw(statement))) as unknown as { affectedRows?: number };
      return answer.affectedRows ?? 0;
    }, 1);
  }
  const pool = new pg.Pool({ connectionString: process.env.TEST_DATABASE_URL, max: CONNECTIONS });
  try {
    return await measureFloor(
      async (statement) => (await pool.query(statement)).rowCount ?? 0,
      CONNECTIONS,
    );
  } finally {
    await pool.end();
  }
}

/** Accounts, campaigns with two variants each, and posts that are all due now. */
async function seed(world: World, count: number, name: string): Promise<void> {
  const { db } = world.runtime.database;
  const { workspaceId } = world;
  const now = world.runtime.clock.now();
  const accounts = await db
    .insert(socialAccounts)
    .values(
      Array.from({ length: ACCOUNTS }, (_, i) => ({
        workspaceId,
        platform: "x",
        externalId: `${name}-${i}`,
        handle: `${name}-${i}`,
        displayName: `Account ${i}`,
        scopes: [],
        endpoints: {},
        sealedCredentials: "",
      })),
    )
    .returning({ id: socialAccounts.id });
  const made = await db
    .insert(campaigns)
    .values(
      Array.from({ length: CAMPAIGNS }, (_, i) => ({
        workspaceId,
        name: `${name} ${i}`,
        brief: "A campaign to measure with.",
        objective: "engagement" as const,
        platforms: ["x"],
        brand: { tone: "", bannedWords: [], maxLength: null },
        variantsPerPlatform: 2,
        status: "active" as const,
      })),
    )
    .returning({ id: campaigns.id });
  await db.insert(variants).values(
    made.flatMap(({ id }) =>
      [0, 1].map((ordinal) => ({
        ...{ workspaceId, campaignId: id, platform: "x", ordinal, label: `Variant ${ordinal}` },
        ...{ text: `Text ${ordinal}`, source: "person" as const, contentHash: `${id}-${ordinal}` },
      })),
    ),
  );
  const rows = Array.from({ length: count }, (_, i) => ({
    workspaceId,
    campaignId: made[i % made.length]?.id ?? "",
    accountId: accounts[i % accounts.length]?.id ?? "",
    platform: "x",
    ...{ slotAt: now, dueAt: now, nextAt: now },
    deadlineAt: new Date(now.getTime() + 3_600_000),
    status: "queued" as const,
    idempotencyKey: `${name}:${i}`,
  }));
  for (let at = 0; at < rows.length; at += 500) {
    await db.insert(posts).values(rows.slice(at, at + 500));
  }
}

async function measure(engine: "pg" | "pglite"): Promise<void> {
  process.env.TEST_DATABASE = engine;
  const world = await createWorld();
  try {
    const platform = createFakePlatform();
    await seed(world, WARM_UP, "warm");
    await publishDue(world.runtime, platform.parts);
    await seed(world, POSTS, "timed");
    const started = performance.now();
    await tick(world.runtime);
    const counts = await publishDue(world.runtime, platform.parts);
    const seconds = (performance.now() - started) / 1000;
    const keys = new Set(platform.calls.map((call) => call.key.key));
    if (counts.published !== POSTS || keys.size !== platform.calls.length) {
      throw new Error(`${counts.published} of ${POSTS} posts went out, ${keys.size} of them once.`);
    }
    const value = Math.round(POSTS / seconds);
    const baseline = Math.round(await floorOf(world));
    const name = engine === "pg" ? "tick.postgres" : "tick.pglite";
    const ratio = Number((value / baseline).toFixed(3));
    process.stdout.write(`${JSON.stringify({ name, value, unit: "posts/s", baseline, ratio })}\n`);
  } finally {
    await world.close();
  }
}

if (process.env.TEST_DATABASE_URL) await measure("pg");
else say("tick.postgres skipped: no PostgreSQL");
await measure("pglite");
