import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GET as GET_CHANNEL } from "@/app/api/v1/learning/channels/[id]/route";
import { GET } from "@/app/api/v1/learning/channels/route";
import { LearningChannel, LearningChannels } from "@/lib/contracts/learning";
import { readPublished } from "@/lib/domain/evolution/read-published";
import {
  completion,
  type FakeModel,
  startFakeModel,
  written,
} from "@/server/ai/fixtures/fake-model";
import { variants } from "@/server/db/schema/campaigns";
import { auditLog } from "@/server/db/schema/facts";
import { promptVersions } from "@/server/db/schema/learning";
import { askForRun } from "@/server/learning/ask-for-run";
import { LoopWorld } from "@/server/learning/fixtures/loop-world";
import { getChannel } from "@/server/learning/get-channel";
import { getPromptWork } from "@/server/learning/get-prompt-work";
import { judgePrompt } from "@/server/learning/judge-prompt";
import { listChannels } from "@/server/learning/list-channels";
import { listRuns } from "@/server/learning/list-runs";
import { rollbackChannel } from "@/server/learning/rollback-channel";
import { updateChannel } from "@/server/learning/update-channel";
import { updateLearningSettings } from "@/server/learning/update-settings";
import { setRuntime } from "@/server/runtime";
import { createSandboxWorld } from "@/server/testing/sandbox-world";
import { addAccount, addCampaign, addWorkspace, contextFor } from "@/server/testing/world";
import { createToken } from "@/server/tokens/create-token";
import { generateVariants } from "@/server/variants/generate-variants";
import { listVariants } from "@/server/variants/list-variants";
import { orderVariants } from "@/server/variants/order-variants";
import { updateVariant } from "@/server/variants/update-variant";

let loop: LoopWorld;
beforeEach(async () => {
  loop = await LoopWorld.open();
});
afterEach(() => loop.close());

describe("a prompt that does better", () => {
  it("leads on probation, writes the next variants, and a rollback brings the old one back", async () => {
    const [seed, other] = await loop.prompts();
    if (!seed || !other) throw new Error("no population");
    await loop.race(seed.id, other.id);
    await loop.minute();
    const channel = await getChannel(loop.world.ctx(), loop.channelId);
    expect(channel.champion).toMatchObject({ id: other.id, status: "probation" });
    expect(channel.bestPrompt?.id).toBe(other.id);
    expect(channel.worstPrompt?.id).toBe(seed.id);
    expect(channel.improvementRate?.low).toBeGreaterThan(0);
    expect(channel.rollbackTo?.id).toBe(seed.id);
    const run = (await loop.runs()).find(({ decisions }) =>
      decisions.some((d) => d.kind === "promote"),
    );
    const promotion = run?.decisions.find(({ kind }) => kind === "promote");
    expect(promotion?.text).toContain(
      `${Math.round((promotion?.numbers.pBetter ?? 0) * 100)} in 100`,
    );
    expect(await loop.facts("learning.completed")).not.toEqual([]);
    const audited = await loop.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "prompt.promoted"));
    expect(audited).toMatchObject([{ actorKind: "system", subjectId: other.id }]);

    // Pausing leaves the writing to the leader alone: what writes is plain to see.
    await updateChannel(loop.world.ctx(), loop.channelId, { paused: true });
    expect(await writeOne()).toBe(other.id);
    const back = await rollbackChannel(loop.world.ctx(), loop.channelId, {});
    expect(back.champion).toMatchObject({ id: seed.id, status: "champion" });
    expect(await writeOne()).toBe(seed.id);
    expect((await loop.prompts())[1]).toMatchObject({ status: "retired" });
    // What the gate promoted stands in the run; what a person did stands beside the runs.
    expect((await listRuns(loop.world.ctx(), loop.channelId, { limit: 5 })).acts).toMatchObject([
      {
        ...{ who: "Ines Moreau", kind: "rolled_back", prompt: { name: "P2" } },
        text: "Ines Moreau took back the promotion of P2.",
      },
      { kind: "paused", text: "Ines Moreau paused learning on this channel.", prompt: null },
    ]);
    expect((await listChannels(loop.world.ctx(), { limit: 50 })).items).toMatchObject([
      { champion: { name: "P1" }, state: "paused", totalContent: 12, improvementRate: null },
    ]);
  });

  it("waits for a person where the workspace wants that", async () => {
    await updateLearningSettings(loop.world.ctx(), { approvalRequired: true });
    const [seed, other] = await loop.prompts();
    if (!seed || !other) throw new Error("no population");
    await loop.race(seed.id, other.id);
    await loop.minute();
    const waiting = await getChannel(loop.world.ctx(), loop.channelId);
    expect(waiting).toMatchObject({ champion: { id: seed.id }, awaitingApproval: 1 });
    expect(waiting.prompts[1]).toMatchObject({
      status: "challenger",
      awaitingSince: expect.any(String),
      can: { promote: true, reject: true },
    });
    expect(waiting.stateReason).toBe("New prompts wait until somebody decides about P2.");
    const [proposing] = await loop.runs();
    expect(proposing?.decisions.map(({ kind }) => kind)).toContain("propose");
    expect(proposing?.waiting).toBe(
      "P2 was up to a person to decide, so no new prompt was written.",
    );
    const params = { id: loop.channelId, promptId: other.id };
    const promoted = await judgePrompt(loop.world.ctx("reviewer"), params, {
      ...{ verdict: "promote", note: "The client likes it." },
    });
    expect(promoted).toMatchObject({ champion: { id: other.id }, awaitingApproval: 0 });
    expect(promoted.stateReason).not.toContain("decides about");
    await expect(
      judgePrompt(loop.world.ctx(), params, { verdict: "reject", note: "" }),
    ).rejects.toMatchObject({ code: "conflict" });
    const [audited] = await loop.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "prompt.promoted"));
    expect(audited).toMatchObject({ actorName: "Ines Moreau", after: { P2: "probation" } });
  });

  it("is rolled back by itself when it does worse on probation", async () => {
    const [seed, other] = await loop.prompts();
    if (!seed || !other) throw new Error("no population");
    await judgePrompt(
      loop.world.ctx(),
      { id: loop.channelId, promptId: other.id },
      { verdict: "promote", note: "" },
    );
    await loop.race(other.id, seed.id);
    await loop.minute();
    expect((await getChannel(loop.world.ctx(), loop.channelId)).champion.id).toBe(seed.id);
    expect((await loop.runs()).flatMap(({ decisions }) => decisions.map((d) => d.kind))).toContain(
      "rollback",
    );
  });

  it("is neither promoted nor bred from while the loop is off or the channel paused", async () => {
    await updateLearningSettings(loop.world.ctx(), { enabled: false });
    const [seed, other] = await loop.prompts();
    if (!seed || !other) throw new Error("no population");
    await loop.race(seed.id, other.id);
    await loop.minute();
    const channel = await getChannel(loop.world.ctx(), loop.channelId);
    expect(channel).toMatchObject({ state: "off", champion: { id: seed.id }, totalContent: 12 });
    expect((await loop.runs())[0]).toMatchObject({ status: "completed", decisions: [] });
  });
});

async function writeOne(): Promise<string | null> {
  const fake = await startFakeModel();
  Object.assign(loop.runtime, { env: { ...loop.runtime.env, AI_BASE_URL: fake.url } });
  fake.answerWith(completion({ variants: [written("A text about the kettle on the corner.")] }));
  await loop.db.update(variants).set({ deletedAt: loop.runtime.clock.now() });
  await orderVariants(loop.world.ctx(), loop.campaign.id, { platform: "x", count: 1 });
  await loop.runJobs();
  const [made] = (await listVariants(loop.world.ctx(), loop.campaign.id)).slice(-1);
  await fake.close();
  return made?.prompt?.id ?? null;
}

describe("a variant", () => {
  let fake: FakeModel;
  beforeEach(async () => {
    fake = await startFakeModel();
    Object.assign(loop.runtime, { env: { ...loop.runtime.env, AI_BASE_URL: fake.url } });
  });
  afterEach(() => fake.close());

  it("names the prompt that the model was told, and how much people changed of it", async () => {
    fake.answerWith(
      completion({
        variants: [
          written("What would a slower morning change for you?"),
          written("Sixty sacks came in, and the first ones are roasted."),
        ],
      }),
    );
    await orderVariants(loop.world.ctx(), loop.campaign.id, { platform: "x" });
    await loop.runJobs();
    const made = await listVariants(loop.world.ctx(), loop.campaign.id);
    const asked = fake.asked.at(-1)?.body.messages.at(-1).content as string;
    const request = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(asked)?.[1] ?? "{}");
    expect(request.assigned).toEqual(made.map((variant) => variant.prompt?.name));
    expect(request.prompts[0].text).toContain("How to write");
    const [first] = made;
    if (!first) throw new Error("nothing was written");
    expect(first.prompt).toMatchObject({ channelId: loop.channelId, humanEditShare: 0 });
    const edited = await updateVariant(loop.world.ctx(), first.id, {
      text: "What would a slower morning change for you? Tell us on Saturday.",
      updatedAt: first.updatedAt,
    });
    expect(edited.prompt?.humanEditShare).toBeGreaterThan(0.2);
  });
});

describe("what people decided", () => {
  it("stands among the runs by its time, page by page", async () => {
    const ctx = loop.world.ctx();
    const [, second, third] = await loop.prompts();
    const judge = (promptId = "", verdict: "promote" | "reject" = "reject") =>
      judgePrompt(ctx, { id: loop.channelId, promptId }, { verdict, note: "" });
    const next = () => loop.runtime.clock.advance(60_000);
    next();
    await judge(third?.id);
    next();
    await askForRun(ctx, loop.channelId);
    await loop.runJobs();
    next();
    await judge(second?.id, "promote");
    next();
    await updateLearningSettings(ctx, { approvalRequired: true, gate: "cautious" });
    next();
    await updateChannel(ctx, loop.channelId, { paused: true });
    next();
    await updateChannel(ctx, loop.channelId, { paused: false });

    setRuntime(loop.runtime);
    const { secret } = await createToken(ctx, {
      ...{ name: "Reports", scopes: ["learning:read"], expiresAt: null },
    });
    const headers = { authorization: `Bearer ${secret}` };
    const request = new Request(`http://localhost/api/v1/learning/channels/${loop.channelId}`, {
      headers,
    });
    const params = Promise.resolve({ id: loop.channelId });
    const { runs } = LearningChannel.parse(await (await GET_CHANNEL(request, { params })).json());
    expect(runs.items).toHaveLength(1);
    expect(runs.acts.map(({ text }) => text)).toEqual([
      "Ines Moreau resumed learning on this channel.",
      "Ines Moreau paused learning on this channel.",
      "Ines Moreau changed the rules of learning for every channel: a promotion took odds above 90 in 100 instead of 80; promotions had to wait for a person.",
      "Ines Moreau promoted P2: it took over on probation.",
      "Ines Moreau rejected P3: it wrote nothing from then on.",
    ]);
    const asked = runs.items[0]?.finishedAt ?? "";
    expect(runs.acts.map(({ at }) => at > asked)).toEqual([true, true, true, true, false]);

    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRuns(ctx, loop.channelId, { cursor, limit: 2 });
      walked.push(...[...page.items, ...page.acts].map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    const told = [...runs.items, ...runs.acts].map(({ id }) => id);
    expect(walked.toSorted()).toEqual(told.toSorted());

    const strange = listRuns(ctx, loop.channelId, { cursor: "page-two", limit: 50 });
    await expect(strange).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("another workspace", () => {
  it("sees nothing of a channel and can't change it", async () => {
    const other = await addWorkspace(loop.runtime, "Elsewhere");
    const ctx = contextFor(loop.runtime, other.workspaceId, other.userId, "owner");
    const [, challenger] = await loop.prompts();
    expect((await listChannels(ctx, { limit: 50 })).items).toEqual([]);
    const promptId = challenger?.id ?? "";
    for (const attempt of [
      () => getChannel(ctx, loop.channelId),
      () => listRuns(ctx, loop.channelId, { limit: 5 }),
      () => askForRun(ctx, loop.channelId),
      () => updateChannel(ctx, loop.channelId, { paused: true }),
      () => rollbackChannel(ctx, loop.channelId, {}),
      () => getPromptWork(ctx, { id: loop.channelId, promptId }),
      () => judgePrompt(ctx, { id: loop.channelId, promptId }, { verdict: "promote", note: "" }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    const [row] = await loop.db
      .select()
      .from(promptVersions)
      .where(and(eq(promptVersions.id, promptId)));
    expect(row?.status).toBe("challenger");
  });
});

describe("the public API", () => {
  it("tells how each channel does, to a token that may know", async () => {
    setRuntime(loop.runtime);
    const call = async (scopes: ("learning:read" | "analytics:read")[]) => {
      const { secret } = await createToken(loop.world.ctx(), {
        ...{ name: "Reports", scopes, expiresAt: null },
      });
      const headers = { authorization: `Bearer ${secret}` };
      const request = new Request("http://localhost/api/v1/learning/channels", { headers });
      return GET(request, { params: Promise.resolve({}) });
    };
    expect((await call(["analytics:read"])).status).toBe(403);
    const answer = await call(["learning:read"]);
    const body = LearningChannels.parse(await answer.json());
    expect(body.items).toMatchObject([
      {
        channel: { id: loop.channelId, platform: "x", language: "en", languageLabel: "English" },
        ...{ totalContent: 0, avgEngagement: null, bestPrompt: null, improvementRate: null },
      },
    ]);
  });
});

describe("the sandbox's writer", () => {
  it("follows the prompts, so that the loop shows without a model", async () => {
    const sample = await createSandboxWorld();
    const account = await addAccount(sample.world, { platform: "linkedin" });
    const campaign = await addCampaign(sample.world, {
      brief: "Launch our autumn single origins. Only 60 sacks exist. The tasting is on Saturday.",
      platforms: ["linkedin"],
    });
    let drawn = 0;
    // Spreads the draws over all that may write.
    Object.assign(sample.world.runtime, { random: () => (drawn++ * 0.37) % 1 });
    await orderVariants(sample.world.ctx(), campaign.id, { platform: "linkedin", count: 5 });
    const [job] = sample.world.runtime.jobs.sent;
    await generateVariants(
      sample.world.runtime,
      job?.payload as Parameters<typeof generateVariants>[1],
    );
    const made = await listVariants(sample.world.ctx(), campaign.id);
    const db = sample.world.runtime.database.db;
    const known = new Map((await db.select().from(promptVersions)).map((row) => [row.id, row]));
    expect(made.length).toBeGreaterThan(1);
    expect(new Set(made.map(({ prompt }) => prompt?.id)).size).toBeGreaterThan(1);
    for (const { prompt, text } of made) {
      const told = known.get(prompt?.id ?? "")?.directives;
      if (!told) throw new Error("no prompt is named");
      const read = readPublished(told, { title: null, text, media: told.media });
      expect({ hook: read.hook, length: read.length, cta: read.cta }, text).toEqual({
        ...{ hook: told.hook, length: told.length, cta: told.cta },
      });
    }
    expect([...known.values()][0]?.channelId).toBe(made[0]?.prompt?.channelId);
    expect(account.sandbox).toBe(true);
    await sample.close();
  });
});
