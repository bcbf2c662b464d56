import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { BreedOrder } from "@/lib/domain/evolution/breed";
import { differingKeys, SEED_DIRECTIVES } from "@/lib/domain/evolution/directives";
import { fitEffects } from "@/lib/domain/evolution/effects";
import { completion, type FakeModel, startFakeModel } from "@/server/ai/fixtures/fake-model";
import { readEnv } from "@/server/env";
import { openRoleModel } from "@/server/learning/roles/ask-role";
import { type BreedContext, makeChild } from "@/server/learning/roles/make-child";
import { createEgress, type EgressClient } from "@/server/platforms/http";

let fake: FakeModel;
let egress: EgressClient;

beforeAll(async () => {
  fake = await startFakeModel();
  egress = createEgress({ allow: [], trustedOrigins: [fake.url] });
});
beforeEach(() => fake.asked.splice(0));
afterAll(() => Promise.all([fake.close(), egress.close()]));

function open(budget = 6, more: Record<string, string> = {}) {
  const secrets = {
    OAUTH_CRYPTO_KEY: Buffer.alloc(32, 7).toString("base64"),
    NEXTAUTH_SECRET: "test-secret-of-at-least-32-characters",
    INTERNAL_TOKEN: "internal-token-for-tests-only",
    INGEST_SECRET: "ingest-secret-for-tests-only",
  };
  const env = readEnv({ NODE_ENV: "test", ...secrets, AI_BASE_URL: fake.url, ...more });
  return openRoleModel({ env, egress }, budget);
}

const mate = { ...SEED_DIRECTIVES, hook: "story", tone: "warm", cta: "reply" } as const;
const planned = { ...SEED_DIRECTIVES, emoji: "emoji" } as const;
const row = (postId: string, above: number) => ({
  ...{ postId, text: `Text of ${postId}`, directives: SEED_DIRECTIVES },
  ...{ above, low: above - 0.2, high: above + 0.2 },
});
const context: BreedContext = {
  prompts: [
    { id: "a", directives: SEED_DIRECTIVES, notes: ["Name the farm."] },
    { id: "b", directives: mate, notes: [] },
  ],
  nameOf: (id) => `P-${id}`,
  effects: fitEffects([]),
  evidence: { best: [row("post-1", 0.5)], worst: [row("post-2", -0.4)] },
  bannedWords: ["cheap"],
};
const crossing: BreedOrder = {
  ...{ operator: "crossover", parents: ["a", "b"], directives: planned, calls: 2 },
};
const criticised: BreedOrder = {
  ...{ operator: "critic_edit", parents: ["a"], directives: planned, calls: 4 },
};

const child = { directives: { ...SEED_DIRECTIVES, hook: "story" }, notes: [], because: "It did." };
const findings = { findings: [{ postIds: ["post-1"], saw: "A story.", advice: "Tell one." }] };
const edit = { edits: [{ directive: "hook", level: "story" }], note: null, because: "As advised." };

const names = () => fake.asked.map(({ body }) => body.response_format.json_schema.name);

describe("the crossover role", () => {
  it("makes a child of its parents by the model", async () => {
    fake.answerWith(completion(child));
    const made = await makeChild(open(), crossing, context);
    expect(made).toMatchObject({
      ...{ operator: "crossover", parents: ["a", "b"], directives: child.directives },
      ...{ model: "gpt-5-mini", why: "A child of P-a and P-b. It did." },
    });
    const asked = fake.asked[0]?.body.messages[1].content;
    for (const word of ["post-1", "Text of post-2", '"hook":"story"', "Name the farm."])
      expect(asked).toContain(word);
  });

  it("has a child repaired once that breaks a rule", async () => {
    fake.answerWith(completion({ ...child, notes: ["Say cheap."] }), completion(child));
    const made = await makeChild(open(), crossing, context);
    expect(made.model).toBe("gpt-5-mini");
    expect(fake.asked[1]?.body.messages[1].content).toContain("on the brand's list");
  });

  it.each([
    ["words", "The posts are lovely."],
    ["another form", { child }],
    ["an unknown level", { ...child, directives: { ...SEED_DIRECTIVES, hook: "shout" } }],
    ["levels of no parent", { ...child, directives: { ...mate, emoji: "both", media: "video" } }],
    ["a parent again", { ...child, directives: mate }],
    ["a note of no parent", { ...child, notes: ["Speak of rain."] }],
    ["a claim", { ...child, notes: ["Say that it is guaranteed."] }],
  ])("does without the model after two answers of %s", async (_, answer) => {
    fake.answerWith(completion(answer));
    const made = await makeChild(open(), crossing, context);
    expect(made).toMatchObject({ operator: "crossover", directives: planned, model: null });
    expect(made.why).toContain("Emoji and hashtags: emoji");
    expect(fake.asked).toHaveLength(2);
  });
});

describe("the critic and the editor", () => {
  it("change the parent as the posts advise, and say which posts", async () => {
    fake.answerWith(completion(findings), completion({ ...edit, note: "Begin at the farm." }));
    const made = await makeChild(open(), criticised, context);
    expect(names()).toEqual(["criticism", "edit"]);
    expect(made).toMatchObject({ operator: "critic_edit", citedPosts: ["post-1"] });
    expect(differingKeys(made.directives, SEED_DIRECTIVES)).toEqual(["hook"]);
    expect(made.notes).toEqual(["Name the farm.", "Begin at the farm."]);
    // The editor follows the critic and sees no results of its own.
    expect(fake.asked[1]?.body.messages[1].content).not.toContain("Text of post-1");
  });

  it("do without a criticism that cites posts nobody showed it", async () => {
    const invented = { findings: [{ ...findings.findings[0], postIds: ["post-9"] }] };
    fake.answerWith(completion(invented));
    const made = await makeChild(open(), criticised, context);
    expect(made).toMatchObject({ operator: "thompson_edit", directives: planned, model: null });
    expect(names()).toEqual(["criticism", "criticism"]);
  });

  it("do without an edit of more than two changes, or of none", async () => {
    const three = ["hook:story", "tone:warm", "cta:reply"].map((each) => {
      const [directive, level] = each.split(":");
      return { directive, level };
    });
    const none = { ...edit, edits: [{ directive: "hook", level: SEED_DIRECTIVES.hook }] };
    for (const bad of [{ ...edit, edits: three }, none]) {
      fake.answerWith(completion(findings), completion(bad));
      const made = await makeChild(open(), criticised, context);
      expect(made).toMatchObject({ model: null, notes: ["Name the farm."] });
    }
  });
});

describe("the model of a cycle", () => {
  it("is asked no more often than the budget allows, repairs included", async () => {
    fake.answerWith(completion("nonsense"));
    const model = open(3);
    for (const order of [crossing, criticised, crossing, criticised])
      expect(await makeChild(model, order, context)).toMatchObject({ model: null });
    expect(model?.calls()).toBe(3);
    expect(fake.asked).toHaveLength(3);
  });

  it("is left alone for the rest of the cycle once it failed", async () => {
    fake.answerWith({ status: 500, body: { error: { message: "down" } } });
    const model = open();
    for (const order of [crossing, criticised])
      expect(await makeChild(model, order, context)).toMatchObject({ model: null });
    expect(fake.asked).toHaveLength(1);
  });

  it("is missing where none is connected", async () => {
    expect(open(6, { AI_BASE_URL: "", SANDBOX: "off" })).toBeNull();
    expect(await makeChild(null, criticised, context)).toMatchObject({ directives: planned });
  });
});
