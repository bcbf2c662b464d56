import { afterAll, beforeAll, expect, it } from "vitest";
import { writeExposition } from "@/lib/domain/exposition";
import type { PostStatus } from "@/lib/domain/post-status";
import { providerHealth } from "@/server/db/schema/facts";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import { answerMetrics } from "@/server/operations/answer-metrics";
import { collectMetrics } from "@/server/operations/collect-metrics";
import { beatTick, createPublisherPulse } from "@/server/operations/heartbeat";
import { addAccount, createWorld, type World } from "@/server/testing/world";

const SECOND = 1000;
const METRICS_TOKEN = "metrics-token-for-tests-only";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await fill();
});
afterAll(() => world.close());

async function fill(): Promise<void> {
  const { runtime, workspaceId } = world;
  const now = runtime.clock.now();
  const { db } = runtime.database;
  const { id: accountId } = await addAccount(world);
  const add = async (status: PostStatus, ageMs: number, publishedAt: Date | null = null) => {
    const dueAt = new Date(now.getTime() - ageMs);
    const [post] = await db
      .insert(posts)
      .values({
        ...{ workspaceId, accountId, platform: "x", status, slotAt: dueAt, dueAt, nextAt: dueAt },
        ...{ deadlineAt: new Date(now.getTime() + 3_600_000), idempotencyKey: uuidv7() },
        ...{ publishedAt, updatedAt: now },
      })
      .returning();
    return post?.id ?? "";
  };
  await add("queued", 42 * SECOND);
  await add("queued", -42 * SECOND);
  await add("parked", 0);
  const postId = await add("published", 60 * SECOND, new Date(now.getTime() - 53 * SECOND));
  await db.insert(postAttempts).values({
    ...{ workspaceId, postId, attempt: 1, kind: "publish", outcome: "published" },
    ...{ startedAt: now, finishedAt: now },
  });
  await db.insert(providerHealth).values({ platform: "blog", sandbox: true, state: "half_open" });
  await createPublisherPulse(runtime).beat(false);
  runtime.clock.advance(7 * SECOND);
  await beatTick(runtime, {});
}

interface Parsed {
  types: Map<string, string>;
  samples: Map<string, number>;
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABEL = `[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"`;
const SAMPLE = new RegExp(`^(${NAME})(\\{${LABEL}(?:,${LABEL})*\\})? (\\S+)$`);

/** Stricter than Prometheus: each family once, help and type before its samples, no line unknown. */
function parse(text: string): Parsed {
  expect(text.endsWith("\n")).toBe(true);
  const types = new Map<string, string>();
  const samples = new Map<string, number>();
  let family = "";
  for (const line of text.split("\n").filter((each) => each !== "")) {
    const help = line.match(new RegExp(`^# HELP (${NAME}) \\S.*$`));
    const type = line.match(new RegExp(`^# TYPE (${NAME}) (gauge|counter|histogram)$`));
    if (help) {
      family = help[1] ?? "";
      expect(types.has(family), family).toBe(false);
      continue;
    }
    if (type) {
      expect(type[1]).toBe(family);
      types.set(family, type[2] ?? "");
      continue;
    }
    const [, name = "", labels = "", digits = ""] = line.match(SAMPLE) ?? [];
    const suffixes = types.get(family) === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
    expect(suffixes.map((suffix) => family + suffix)).toContain(name);
    const value = Number(digits.replace("Inf", "Infinity"));
    expect(value, line).not.toBeNaN();
    expect(samples.has(name + labels), line).toBe(false);
    samples.set(name + labels, value);
  }
  return { types, samples };
}

const read = async () => parse(writeExposition(await collectMetrics(world.runtime)));

it("tells what there is, in the form that Prometheus reads", async () => {
  const { types, samples } = await read();
  expect(Object.fromEntries(samples)).toMatchObject({
    'bandwagon_posts{status="queued"}': 2,
    'bandwagon_posts{status="publishing"}': 0,
    bandwagon_posts_due: 1,
    bandwagon_oldest_due_seconds: 49,
    bandwagon_posts_overdue: 0,
    bandwagon_parked_posts: 1,
    'bandwagon_publish_lateness_seconds_bucket{le="5"}': 0,
    'bandwagon_publish_lateness_seconds_bucket{le="10"}': 1,
    'bandwagon_publish_lateness_seconds_bucket{le="+Inf"}': 1,
    bandwagon_publish_lateness_seconds_sum: 7,
    bandwagon_publish_lateness_seconds_count: 1,
    'bandwagon_publish_attempts_total{platform="x",outcome="published"}': 1,
    'bandwagon_circuit_open{platform="blog",world="sandbox"}': 1,
    'bandwagon_heartbeat_age_seconds{role="publisher"}': 7,
    'bandwagon_heartbeat_age_seconds{role="tick"}': 0,
  });
  expect(types.get("bandwagon_publish_attempts_total")).toBe("counter");
  expect(samples.get("process_resident_memory_bytes")).toBeGreaterThan(1e6);
});

it("names no workspace, no account and no post", async () => {
  const text = writeExposition(await collectMetrics(world.runtime));
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect(text).not.toContain("orthlight");
});

it("escapes what stands in labels and in help", () => {
  const text = writeExposition([
    {
      ...{ name: "a_b", help: "One\\two\nthree", type: "gauge" },
      samples: [{ labels: { queue: 'a"b\\c\nd' }, value: Number.POSITIVE_INFINITY }],
    },
  ]);
  expect(text).toBe(
    '# HELP a_b One\\\\two\\nthree\n# TYPE a_b gauge\na_b{queue="a\\"b\\\\c\\nd"} +Inf\n',
  );
  parse(text);
});

const ask = (env: Partial<World["runtime"]["env"]>, token?: string) => {
  const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` });
  const request = new Request("http://localhost:3000/api/metrics", { headers });
  const runtime = { ...world.runtime, env: { ...world.runtime.env, ...env } };
  return answerMetrics(runtime, request);
};
const status = async (...sent: Parameters<typeof ask>) => (await ask(...sent)).status;

it("answers who holds a token, and without one only where nobody else can ask", async () => {
  const open = { HOST: "0.0.0.0", METRICS_TOKEN };
  const { INTERNAL_TOKEN } = world.runtime.env;
  expect(await status({})).toBe(200);
  expect(await status({}, "another-token")).toBe(401);
  expect(await status({ METRICS_TOKEN })).toBe(401);
  expect(await status({ HOST: "0.0.0.0" })).toBe(401);
  expect(await status({ TRUST_PROXY: "on" })).toBe(401);
  expect(await status(open, METRICS_TOKEN)).toBe(200);
  expect(await status(open, INTERNAL_TOKEN)).toBe(200);
  expect(await status({ HOST: "0.0.0.0" }, "")).toBe(401);
  const answer = await ask(open, METRICS_TOKEN);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(parse(await answer.text()).samples.get("bandwagon_posts_due")).toBe(1);
});
