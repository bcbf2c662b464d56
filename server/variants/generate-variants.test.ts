import { and, asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CreateCampaign } from "@/lib/contracts/campaigns";
import {
  completion,
  type FakeModel,
  startFakeModel,
  written,
} from "@/server/ai/fixtures/fake-model";
import { createCampaign } from "@/server/campaigns/create-campaign";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { generations } from "@/server/db/schema/campaigns";
import { events } from "@/server/db/schema/facts";
import { createSandboxWorld } from "@/server/testing/sandbox-world";
import { createWorld, type World } from "@/server/testing/world";
import { generateVariants } from "@/server/variants/generate-variants";
import { listVariants } from "@/server/variants/list-variants";
import { orderVariants, regenerateVariant } from "@/server/variants/order-variants";
import { resumeGenerations } from "@/server/variants/resume-generations";
import { updateVariant } from "@/server/variants/update-variant";

const number = written("94 points, 60 sacks, and nine of them are ours.");
const question = written("How long does a coffee stay fresh? We cupped one lot for forty days.");

let fake: FakeModel;
let world: World;

beforeEach(async () => {
  fake = await startFakeModel();
  world = await createWorld({ AI_BASE_URL: fake.url, AI_API_KEY: "key", AI_TIMEOUT_MS: "1000" });
});
afterEach(async () => {
  await Promise.all([fake.close(), world.close()]);
});

async function create(input: Record<string, unknown> = {}) {
  const given = {
    name: "Autumn",
    brief: "Launch the autumn coffees.",
    objective: "ctr",
    platforms: ["x"],
    variantsPerPlatform: 2,
  };
  return createCampaign(world.ctx(), CreateCampaign.parse({ ...given, ...input }));
}

/** Does what the job engine would. */
async function runJobs(of: World = world): Promise<void> {
  for (const job of of.runtime.jobs.sent.splice(0)) {
    await generateVariants(
      of.runtime,
      job.payload as { workspaceId: string; generationId: string },
    );
  }
}

const asks = () => fake.asked.filter((each) => each.path.endsWith("/chat/completions"));
const lastBrief = () =>
  JSON.parse(
    /```json\n([\s\S]*?)\n```/.exec(asks().at(-1)?.body.messages.at(-1).content)?.[1] ?? "null",
  );

describe("generateVariants", () => {
  it("writes, checks and stores variants, telling each step", async () => {
    fake.answerWith(completion({ variants: [number, question] }));
    const campaign = await create();
    expect(campaign.generations).toMatchObject([{ platform: "x", status: "queued", count: 2 }]);
    await runJobs();
    const variants = await listVariants(world.ctx(), campaign.id);
    expect(variants).toMatchObject([
      {
        letter: "A",
        text: number.text,
        source: "model",
        model: "gpt-5-mini",
        promptVersion: "v2",
        issues: [],
        maxLength: 280,
      },
      {
        letter: "B",
        text: question.text,
        mediaAdvice: { kind: "image", altText: "Sacks of coffee" },
      },
    ]);
    const facts = await world.runtime.database.db
      .select()
      .from(events)
      .where(
        and(eq(events.workspaceId, world.workspaceId), eq(events.name, "generation.progressed")),
      )
      .orderBy(asc(events.seq));
    expect(facts.map((fact) => (fact.data as { status: string }).status)).toEqual([
      "queued",
      "writing",
      "checking",
      "done",
    ]);
    expect(asks()[0]?.body).toMatchObject({
      model: "gpt-5-mini",
      response_format: { type: "json_schema" },
    });
    expect(lastBrief()).toMatchObject({
      platform: "x",
      goal: "ctr",
      count: 2,
      maxLength: 280,
      existing: [],
      repair: null,
    });
  });

  it("runs once for a job that is delivered twice", async () => {
    fake.answerWith(completion({ variants: [number, question] }));
    const campaign = await create();
    world.runtime.jobs.sent.push(...world.runtime.jobs.sent);
    await runJobs();
    expect(await listVariants(world.ctx(), campaign.id)).toHaveLength(2);
    expect(asks()).toHaveLength(1);
  });

  it("asks once more with what is wrong, and stores the repaired answer", async () => {
    const long = written(`${"far too long ".repeat(30)}end`);
    fake.answerWith(
      completion({ variants: [number, long] }),
      completion({ variants: [number, question] }),
    );
    const campaign = await create();
    await runJobs();
    expect(await listVariants(world.ctx(), campaign.id)).toHaveLength(2);
    expect(lastBrief().repair).toEqual([
      expect.stringContaining("Variant 2: 113 characters too many for X."),
    ]);
  });

  it.each([
    ["a banned word", [number, written("Simply the best coffee you can get this autumn.")], "best"],
    [
      "a near duplicate",
      [number, { ...number, text: `${number.text}!` }],
      "nearly the same as variant 1",
    ],
    ["too few variants", [number], "1 of 2 variants were written"],
  ])(
    "names the rule when the second answer still breaks it: %s",
    async (_name, variants, reason) => {
      fake.answerWith(completion({ variants }));
      const campaign = await create({ brand: { bannedWords: ["best"] } });
      await runJobs();
      const view = await getCampaign(world.ctx(), campaign.id);
      expect(view.variantCount).toBe(0);
      expect(view.generations).toMatchObject([
        { status: "failed", error: expect.stringContaining(reason) },
      ]);
      expect(asks()).toHaveLength(2);
    },
  );

  it("wants a title where the platform has one", async () => {
    fake.answerWith(completion({ variants: [number, question] }));
    const campaign = await create({ platforms: ["youtube"] });
    await runJobs();
    expect((await getCampaign(world.ctx(), campaign.id)).generations[0]?.error).toContain(
      "Write a title",
    );
  });

  it("repairs a malformed answer and stores none that stays malformed", async () => {
    fake.answerWith(completion("Sure! Here you go"), completion({ variants: [number, question] }));
    const campaign = await create();
    await runJobs();
    expect(await listVariants(world.ctx(), campaign.id)).toHaveLength(2);
    fake.answerWith(completion({ variants: [{ text: 5 }] }));
    const broken = await create();
    await runJobs();
    expect(await listVariants(world.ctx(), broken.id)).toHaveLength(0);
    expect((await getCampaign(world.ctx(), broken.id)).generations[0]?.error).toContain(
      "did not have the asked form",
    );
  });

  it("tries again on 429 and 500, and reports what stays", async () => {
    const busy = { headers: { "retry-after-ms": "1" }, body: { error: { message: "busy" } } };
    fake.answerWith(
      { status: 429, ...busy },
      { status: 500, ...busy },
      completion({ variants: [number, question] }),
    );
    const campaign = await create();
    await runJobs();
    expect(await listVariants(world.ctx(), campaign.id)).toHaveLength(2);
    fake.answerWith({ status: 500, ...busy });
    const failed = await create();
    await runJobs();
    expect((await getCampaign(world.ctx(), failed.id)).generations[0]?.error).toContain(
      "error of its own (500)",
    );
  });

  it("gives up on a model that does not answer, and a retry starts anew", async () => {
    fake.answerWith("silence");
    const campaign = await create();
    await runJobs();
    const failed = await getCampaign(world.ctx(), campaign.id);
    expect(failed.generations).toMatchObject([
      { status: "failed", error: expect.stringContaining("did not answer within 1 second") },
    ]);
    fake.answerWith(completion({ variants: [number, question] }));
    await orderVariants(world.ctx(), campaign.id, { platform: "x" });
    await expect(orderVariants(world.ctx(), campaign.id, { platform: "x" })).rejects.toThrow(
      "being written already",
    );
    await runJobs();
    expect((await getCampaign(world.ctx(), campaign.id)).variantCount).toBe(2);
  });

  it("writes one anew under its letter, and a person's edit wins over it", async () => {
    fake.answerWith(completion({ variants: [number, question] }));
    const campaign = await create();
    await runJobs();
    const [first, second] = await listVariants(world.ctx(), campaign.id);
    if (!first || !second) throw new Error("two variants were expected");
    fake.answerWith(
      completion({ variants: [written("Eleni picked these cherries on a slope above Nyeri.")] }),
    );
    await regenerateVariant(world.ctx(), second.id);
    await runJobs();
    const anew = (await listVariants(world.ctx(), campaign.id))[1];
    expect(anew).toMatchObject({
      id: second.id,
      letter: "B",
      text: "Eleni picked these cherries on a slope above Nyeri.",
    });
    expect(lastBrief().existing).toHaveLength(2);

    fake.answerWith(
      completion({ variants: [written("A third text, about roasting this time round.")] }),
    );
    await regenerateVariant(world.ctx(), first.id);
    world.runtime.clock.advance(1000);
    await updateVariant(world.ctx(), first.id, {
      text: "My own words.",
      updatedAt: first.updatedAt,
    });
    await runJobs();
    const edited = (await listVariants(world.ctx(), campaign.id))[0];
    expect(edited).toMatchObject({ text: "My own words.", source: "person" });
    expect((await getCampaign(world.ctx(), campaign.id)).generations[0]?.error).toContain(
      "Somebody edited",
    );
  });

  it("takes up again what a process that died was writing", async () => {
    fake.answerWith(completion({ variants: [number, question] }));
    const campaign = await create();
    const [job] = world.runtime.jobs.sent.splice(0);
    await world.runtime.database.db
      .update(generations)
      .set({ status: "writing", updatedAt: world.runtime.clock.now() });
    await generateVariants(
      world.runtime,
      job?.payload as { workspaceId: string; generationId: string },
    );
    expect(asks()).toHaveLength(0);
    world.runtime.clock.advance(10 * 60_000);
    await resumeGenerations(world.runtime);
    await runJobs();
    expect((await getCampaign(world.ctx(), campaign.id)).variantCount).toBe(2);
  });
});

describe("without a model", () => {
  it("uses the sandbox's sample writer over the wire and labels what it wrote", async () => {
    const sample = await createSandboxWorld();
    const ctx = sample.world.ctx();
    const campaign = await createCampaign(
      ctx,
      CreateCampaign.parse({
        name: "Autumn",
        brief:
          "Launch our autumn single origins. Make people curious about Nyeri AA and bring them to https://northlight.coffee/nyeri.",
        objective: "engagement",
        platforms: ["x", "youtube", "blog"],
        brand: { tone: "dry, warm", bannedWords: ["best", "curious"], maxLength: null },
        variantsPerPlatform: 5,
      }),
    );
    await runJobs(sample.world);
    const variants = await listVariants(ctx, campaign.id);
    const done = await getCampaign(ctx, campaign.id);
    expect(done.generations.map((each) => each.error)).toEqual([null, null, null]);
    expect(variants).toHaveLength(15);
    expect(new Set(variants.map((variant) => variant.source))).toEqual(new Set(["sample"]));
    const [x] = variants.filter((variant) => variant.platform === "x");
    if (!x) throw new Error("no variant for X");
    await regenerateVariant(ctx, x.id);
    await runJobs(sample.world);
    const anew = (await listVariants(ctx, campaign.id)).find((variant) => variant.id === x.id);
    expect(anew?.letter).toBe(x.letter);
    expect(anew?.text).not.toBe(x.text);
    await sample.close();
  });

  it("says what to set when there is no sandbox either", async () => {
    const bare = await createWorld({ SANDBOX: "off" });
    const input = CreateCampaign.parse({
      name: "A",
      brief: "Launch the coffees.",
      objective: "reach",
      platforms: ["x"],
    });
    const campaign = await createCampaign(bare.ctx(), input);
    await runJobs(bare);
    expect((await getCampaign(bare.ctx(), campaign.id)).generations[0]?.error).toContain(
      "No writing model is connected",
    );
    await bare.close();
  });
});
