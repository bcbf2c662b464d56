import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { completion, startFakeModel } from "@/server/ai/fixtures/fake-model";
import { evolutionRuns, promptVersions } from "@/server/db/schema/learning";
import { postCounts } from "@/server/db/schema/rollups";
import { uuidv7 } from "@/server/db/uuid";
import { evaluateDue } from "@/server/learning/evaluate-due";
import { HOUR, LoopWorld } from "@/server/learning/fixtures/loop-world";
import { runCycle } from "@/server/learning/run-cycle";

let loop: LoopWorld;
beforeEach(async () => {
  loop = await LoopWorld.open();
});
afterEach(() => loop.close());

it("counts more than an integer holds, and goes on", async () => {
  const post = await loop.publish();
  await loop.db.update(postCounts).set({ clicks: 2_000_000_000, conversions: 2_000_000_000 });
  await loop.minute();
  const [told] = await loop.facts("learning.triggered");
  expect(told?.data).toMatchObject({ trigger: "threshold", postIds: [post.id] });
});

it("rings for a run that waits, although a later one of its channel failed", async () => {
  const now = loop.runtime.clock.now();
  const order = { workspaceId: loop.world.workspaceId, channelId: loop.channelId, createdAt: now };
  const [waits, failed] = [uuidv7(1000), uuidv7(2000)];
  await loop.db.insert(evolutionRuns).values([
    { ...order, id: waits, trigger: "age", status: "queued", attempt: 1 },
    { ...order, id: failed, trigger: "age", status: "failed", attempt: 1, finishedAt: now },
  ]);
  loop.runtime.clock.advance(HOUR);
  expect(await evaluateDue(loop.runtime)).toMatchObject({ rung: 1 });
  await runCycle(loop.runtime, { workspaceId: loop.world.workspaceId, runId: waits });
  const runs = await loop.runs();
  expect(runs.find(({ id }) => id === waits)?.status).toBe("completed");
});

const parts = [{ type: "text", text: "{}" }];
const message = { role: "assistant", content: parts, refusal: null };
const ofParts = { body: { choices: [{ index: 0, finish_reason: "stop", message }] } };

it.each([
  ["half an emoji and a NUL", { notes: ["Speak of \ud83d coffee\u0000"], because: "So." }],
  ["a reason cut within an emoji", { notes: [], because: `${"a".repeat(299)}😀` }],
  ["an answer in parts", ofParts],
])("breeds on after %s", async (_, answer) => {
  const fake = await startFakeModel();
  loop.useModel(fake.url);
  const [seed] = await loop.prompts();
  const idea = { directives: seed?.directives, ...answer };
  fake.answerWith("body" in answer ? answer : completion(idea));
  const founders = eq(promptVersions.operator, "random_mutation");
  await loop.db.update(promptVersions).set({ status: "retired" }).where(founders);
  for (let nth = 0; nth < 7; nth++) await loop.publish({ likes: 200 + nth * 10 });
  loop.runtime.clock.advance(2 * HOUR);
  await loop.minute();
  const runs = await loop.runs();
  expect(runs.map(({ status }) => status)).not.toContain("failed");
  expect(runs.flatMap(({ bred }) => bred).length).toBeGreaterThan(0);
  await fake.close();
});
