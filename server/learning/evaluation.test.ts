import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Directives } from "@/lib/domain/evolution/directives";
import { SEED_DIRECTIVES } from "@/lib/domain/evolution/directives";
import { completion, startFakeModel } from "@/server/ai/fixtures/fake-model";
import {
  evolutionRuns,
  learningChannels,
  learningPosts,
  promptVersions,
} from "@/server/db/schema/learning";
import { uuidv7 } from "@/server/db/uuid";
import { askForRun } from "@/server/learning/ask-for-run";
import { evaluateDue } from "@/server/learning/evaluate-due";
import { HOUR, LoopWorld } from "@/server/learning/fixtures/loop-world";
import { getChannel } from "@/server/learning/get-channel";
import { getPromptWork } from "@/server/learning/get-prompt-work";
import { judgePrompt } from "@/server/learning/judge-prompt";
import { runCycle } from "@/server/learning/run-cycle";
import { updateChannel } from "@/server/learning/update-channel";
import { updateLearningSettings } from "@/server/learning/update-settings";
import { addAccount } from "@/server/testing/world";

let loop: LoopWorld;
beforeEach(async () => {
  loop = await LoopWorld.open();
});
afterEach(() => loop.close());

describe("a channel", () => {
  it("begins with a first prompt and challengers that open otherwise", async () => {
    const all = await loop.prompts();
    expect(all.map(({ number, status, operator }) => [number, status, operator])).toEqual([
      [1, "champion", "seed"],
      [2, "challenger", "random_mutation"],
      [3, "challenger", "random_mutation"],
      [4, "challenger", "random_mutation"],
    ]);
    expect(all[0]?.directives).toEqual(SEED_DIRECTIVES);
    const hooks = all.map(({ directives }) => (directives as Directives).hook);
    expect(new Set(hooks).size).toBe(4);
    const channel = await getChannel(loop.world.ctx(), loop.channelId);
    expect(channel).toMatchObject({
      champion: { name: "P1" },
      improvementRate: null,
      bestPrompt: null,
      state: "waiting",
      challengers: 3,
      rollbackTo: null,
    });
    expect(channel.prompts[1]?.changes).toMatchObject([{ parent: { name: "P1" } }]);
  });
});

describe("a result", () => {
  it("is ready at the threshold, evaluated once, and told", async () => {
    const post = await loop.publish({ likes: 99 });
    await loop.minute();
    expect(await loop.facts("learning.triggered")).toEqual([]);
    await loop.count(post.id, { likes: 1 });
    await loop.minute();
    await loop.minute();
    const [told, ...more] = await loop.facts("learning.triggered");
    expect(more).toEqual([]);
    expect(told?.data).toMatchObject({
      channelId: loop.channelId,
      trigger: "threshold",
      postIds: [post.id],
    });
    expect(await loop.runs()).toMatchObject([
      { status: "completed", trigger: "threshold", newPosts: 1 },
    ]);
    expect(await loop.facts("learning.completed")).toHaveLength(1);
    // The day after does not trigger it again.
    loop.runtime.clock.advance(25 * HOUR);
    await loop.minute();
    expect(await loop.runs()).toHaveLength(1);
  });

  it("is ready a day after publishing, whatever it earned", async () => {
    const post = await loop.publish({ views: 40, likes: 1 });
    await loop.minute();
    loop.runtime.clock.advance(23 * HOUR);
    await loop.minute();
    expect(await loop.runs()).toEqual([]);
    loop.runtime.clock.advance(HOUR);
    await loop.minute();
    await loop.minute();
    expect(await loop.runs()).toMatchObject([{ trigger: "age", newPosts: 1, evaluatedPosts: 1 }]);
    expect((await loop.facts("learning.triggered")).map(({ data }) => data)).toMatchObject([
      { trigger: "age", postIds: [post.id] },
    ]);
  });

  it("follows the workspace's own threshold, also for what was counted before", async () => {
    await loop.publish({ likes: 20 });
    await loop.minute();
    await updateLearningSettings(loop.world.ctx(), { readyEvents: 20 });
    await loop.minute();
    expect(await loop.runs()).toHaveLength(1);
  });

  it("is credited in another account's channel to the equal of the prompt that wrote it", async () => {
    const { id: accountId } = await addAccount(loop.world, { handle: "@second" });
    const [, written] = await loop.prompts();
    if (!written) throw new Error("a channel begins with challengers");
    await loop.publish({ promptId: written.id, accountId });
    await loop.minute();
    const [kept] = await loop.db.select().from(learningPosts);
    expect(kept?.channelId).not.toBe(loop.channelId);
    const equal = (await loop.prompts()).find(({ id }) => id === kept?.promptVersionId);
    expect(equal).toMatchObject({ channelId: kept?.channelId, number: written.number });
    expect(equal?.directives).toEqual(written.directives);
  });

  it("is credited to the prompt, unless a person rewrote more than a fifth", async () => {
    const [seed] = await loop.prompts();
    const kept = "A slow morning on the corner, and the kettle is on.";
    await loop.publish({ promptId: seed?.id ?? "", text: kept, likes: 5 });
    await loop.publish({
      promptId: seed?.id ?? "",
      writtenText: kept,
      text: "A slow morning on the corner? Come by on Saturday, bring a friend, we pour.",
      likes: 5,
    });
    await loop.publish({ likes: 5 });
    loop.runtime.clock.advance(25 * HOUR);
    await loop.minute();
    const rows = await loop.db.select().from(learningPosts);
    const shares = rows.map((row) => [row.promptVersionId === null, row.editShare > 0.2]);
    expect(shares.sort()).toEqual([
      [false, false],
      [false, true],
      [true, false],
    ]);
    const channel = await getChannel(loop.world.ctx(), loop.channelId);
    expect(channel.totalContent).toBe(3);
    expect(channel.prompts[0]?.evidence).toMatchObject({
      posts: 2,
      settledPosts: 2,
      humanEdited: 1,
      views: 2000,
    });
    const work = await getPromptWork(loop.world.ctx(), {
      id: loop.channelId,
      promptId: seed?.id ?? "",
    });
    expect(work.posts).toHaveLength(2);
    expect(work.variants.map((each) => each.posts)).toEqual([1, 1]);
  });
});

describe("breeding", () => {
  it("waits while all places are taken, then for enough new results, and says so", async () => {
    await loop.publish({ likes: 200 });
    await loop.minute();
    loop.runtime.clock.advance(2 * HOUR);
    expect((await loop.runs())[0]?.waiting).toContain("All 3 places were taken");
    for (const prompt of (await loop.prompts()).filter(({ status }) => status === "challenger"))
      await judgePrompt(
        loop.world.ctx(),
        { id: loop.channelId, promptId: prompt.id },
        { verdict: "reject", note: "" },
      );
    await askForRun(loop.world.ctx(), loop.channelId);
    await loop.runJobs();
    const [latest] = await loop.runs();
    expect(latest).toMatchObject({ trigger: "person", askedBy: "Ines Moreau", bred: [] });
    expect(latest?.waiting).toBe("New prompts waited for 6 new results; 1 was in.");
    expect(await getChannel(loop.world.ctx(), loop.channelId)).toMatchObject({
      state: "waiting",
      stateReason: "New prompts wait for 6 new results; 1 is in.",
      progress: { newSettled: 1, needed: 6 },
    });

    for (let nth = 0; nth < 6; nth++) await loop.publish({ likes: 200 });
    await loop.minute();
    loop.runtime.clock.advance(2 * HOUR);
    await askForRun(loop.world.ctx(), loop.channelId);
    await loop.runJobs();
    const bred = (await loop.runs())[0];
    expect(bred).toMatchObject({ waiting: null, modelCalls: expect.any(Number) });
    expect(bred?.bred.map(({ name }) => name)).toEqual(["P5", "P6", "P7"]);
    const children = (await loop.prompts()).slice(4);
    for (const child of children) {
      expect(child).toMatchObject({ status: "challenger", generation: 1 });
      expect(child.parents.length).toBeGreaterThan(0);
      expect(child.why).toBeTruthy();
    }
  });

  it("keeps to the budget of model calls, and does without a model that fails", async () => {
    const fake = await startFakeModel();
    const asking = { ...loop.runtime.env, AI_BASE_URL: fake.url };
    Object.assign(loop.runtime, { env: asking });
    fake.answerWith(completion("no JSON at all"));
    await updateLearningSettings(loop.world.ctx(), { callsPerCycle: 4 });
    await loop.db
      .update(promptVersions)
      .set({ status: "retired" })
      .where(eq(promptVersions.operator, "random_mutation"));
    for (let nth = 0; nth < 7; nth++) await loop.publish({ likes: 200 });
    loop.runtime.clock.advance(2 * HOUR);
    await loop.minute();
    const [run] = await loop.runs();
    expect(run).toMatchObject({ status: "completed", callBudget: 4 });
    expect(run?.bred).toHaveLength(3);
    expect(run?.modelCalls).toBe(fake.asked.length);
    expect(fake.asked.length).toBeLessThanOrEqual(4);
    await fake.close();
  });

  it("happens at most once a day", async () => {
    await loop.db
      .update(promptVersions)
      .set({ status: "retired" })
      .where(eq(promptVersions.operator, "random_mutation"));
    for (let nth = 0; nth < 7; nth++) await loop.publish({ likes: 200 });
    loop.runtime.clock.advance(2 * HOUR);
    await loop.minute();
    expect((await loop.runs())[0]?.bred).toHaveLength(3);
    await loop.db
      .update(promptVersions)
      .set({ status: "retired" })
      .where(eq(promptVersions.status, "challenger"));
    for (let nth = 0; nth < 7; nth++) await loop.publish({ likes: 200 });
    loop.runtime.clock.advance(2 * HOUR);
    await loop.minute();
    expect((await loop.runs())[0]?.waiting).toContain("at most once a day");
    const next = (await getChannel(loop.world.ctx(), loop.channelId)).progress.nextBreedAt;
    expect(Date.parse(next ?? "")).toBeGreaterThan(loop.runtime.clock.now().getTime());
  });
});

describe("a loop that gains nothing", () => {
  it("rests after three generations, until many more results are in", async () => {
    const [seed] = await loop.prompts();
    if (!seed) throw new Error("no population");
    await loop.db
      .update(promptVersions)
      .set({ status: "retired" })
      .where(eq(promptVersions.status, "challenger"));
    const lost = [1, 2, 3].map((generation) => ({
      ...seed,
      ...{ id: uuidv7(), number: 4 + generation, generation, parents: [seed.id] },
      ...{ operator: "thompson_edit" as const, status: "retired" as const },
    }));
    await loop.db.insert(promptVersions).values(lost);
    await loop.db.update(learningChannels).set({ nextNumber: 8, generation: 3 });
    for (let nth = 0; nth < 7; nth++) await loop.publish({ likes: 200 });
    loop.runtime.clock.advance(2 * HOUR);
    await loop.minute();
    expect((await loop.runs())[0]?.waiting).toBe(
      "3 generations had gained nothing, so new prompts waited for 18 new results; 7 were in.",
    );
    expect(await getChannel(loop.world.ctx(), loop.channelId)).toMatchObject({
      state: "fruitless",
      progress: { fruitlessGenerations: 3, needed: 18 },
    });
    // A person who asks gets another generation.
    await askForRun(loop.world.ctx(), loop.channelId);
    await loop.runJobs();
    expect((await loop.runs())[0]?.bred).toHaveLength(3);
  });
});

describe("a run that fails", () => {
  it("says so, and is tried again a while later", async () => {
    await loop.publish({ likes: 200 });
    const { random } = loop.runtime;
    await evaluateDue(loop.runtime);
    const fail = () => {
      throw new Error("no chance");
    };
    Object.assign(loop.runtime, { random: fail });
    await loop.runJobs();
    Object.assign(loop.runtime, { random });
    expect((await loop.runs())[0]).toMatchObject({
      status: "failed",
      error: expect.stringContaining("tried again"),
    });
    await loop.minute();
    expect((await loop.runs())[0]?.status).toBe("failed");
    loop.runtime.clock.advance(HOUR / 4);
    await loop.minute();
    expect(await loop.runs()).toMatchObject([{ status: "completed", error: null }]);
  });
});

describe("two processes", () => {
  it("run a cycle once, and a dead one's cycle is taken up again", async () => {
    await loop.publish({ likes: 200 });
    await evaluateDue(loop.runtime);
    const [job] = loop.runtime.jobs.sent.splice(0);
    const payload = job?.payload as Parameters<typeof runCycle>[1];
    await Promise.all([runCycle(loop.runtime, payload), runCycle(loop.runtime, payload)]);
    expect(await loop.facts("learning.completed")).toHaveLength(1);

    await loop.publish({ likes: 200 });
    await evaluateDue(loop.runtime);
    const [second] = loop.runtime.jobs.sent.splice(0);
    const next = second?.payload as Parameters<typeof runCycle>[1];
    // A process took it and died.
    const leaseUntil = new Date(loop.runtime.clock.now().getTime() + HOUR / 4);
    await loop.db.update(learningChannels).set({ runId: next.runId, leaseUntil });
    await loop.db
      .update(evolutionRuns)
      .set({ status: "running", attempt: 1 })
      .where(eq(evolutionRuns.id, next.runId));
    await runCycle(loop.runtime, next);
    await loop.minute();
    expect((await loop.runs())[0]?.status).toBe("running");
    loop.runtime.clock.advance(HOUR / 2);
    await loop.minute();
    expect((await loop.runs())[0]?.status).toBe("completed");
    expect(await loop.facts("learning.completed")).toHaveLength(2);
  });

  it("count each post once", async () => {
    await loop.publish({ likes: 200 });
    await Promise.all([evaluateDue(loop.runtime), evaluateDue(loop.runtime)]);
    await loop.runJobs();
    expect(await loop.facts("learning.triggered")).toHaveLength(1);
    expect(await loop.runs()).toHaveLength(1);
  });

  it("a person's decision takes the channel away from a cycle that runs", async () => {
    await loop.publish({ likes: 200 });
    await evaluateDue(loop.runtime);
    const [job] = loop.runtime.jobs.sent.splice(0);
    const payload = job?.payload as Parameters<typeof runCycle>[1];
    const { runtime, decided, store } = heldBeforeStoring(loop.runtime);
    const running = runCycle(runtime, payload);
    await decided;
    await updateChannel(loop.world.ctx(), loop.channelId, { paused: true });
    store();
    await running;
    await loop.runJobs();
    expect((await loop.runs())[0]).toMatchObject({
      status: "completed",
      waiting: expect.stringContaining("paused by Ines Moreau"),
    });
    expect(await loop.facts("learning.completed")).toHaveLength(1);
  });
});

/** A process that has decided and stores nothing until it is told to. */
function heldBeforeStoring(runtime: LoopWorld["runtime"]) {
  const decided = Promise.withResolvers<void>();
  const stored = Promise.withResolvers<void>();
  let isDecided = false;
  const random = () => {
    isDecided = true;
    decided.resolve();
    return runtime.random();
  };
  const db = new Proxy(runtime.database.db, {
    get(target, key) {
      if (key !== "transaction") return Reflect.get(target, key);
      return async (...args: Parameters<typeof target.transaction>) => {
        if (isDecided) await stored.promise;
        return target.transaction(...args);
      };
    },
  });
  const held = { ...runtime, random, database: { ...runtime.database, db } };
  return { runtime: held, decided: decided.promise, store: stored.resolve };
}
