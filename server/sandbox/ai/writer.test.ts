import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { jsonBody, openRig, type Rig } from "../testing";
import { weightedLength } from "../x/weighted-length";
import type { WrittenVariant } from "./write-variants";

const brief =
  "Launch our autumn blend. Free tasting on Saturday at 10:00 in Elm Street. 20% off until Sunday. https://northlight.coffee/autumn";

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.end());

function ask(messages: unknown[], more: Record<string, unknown> = {}) {
  return rig.send(
    "ai/v1/chat/completions",
    jsonBody({ model: "sample-writer", messages, ...more }),
  );
}

async function write(input: Record<string, unknown>): Promise<WrittenVariant[]> {
  const block = `Write.\n\n\`\`\`json\n${JSON.stringify({ brief, platform: "x", count: 4, ...input }, null, 2)}\n\`\`\``;
  const response = await ask([
    { role: "system", content: "You write posts." },
    { role: "user", content: block },
  ]);
  const body = (await response.json()) as { choices: { message: { content: string } }[] };
  return JSON.parse(body.choices[0]?.message.content ?? "{}").variants;
}

describe("the sample writer", () => {
  it("speaks the protocol", async () => {
    const models = await rig.send("ai/v1/models");
    expect(await models.json()).toMatchObject({ data: [{ id: "sample-writer" }] });
    const response = await ask([{ role: "user", content: "Hello" }]);
    const body = await response.json();
    expect(body).toMatchObject({
      object: "chat.completion",
      model: "sample-writer",
      choices: [{ finish_reason: "stop", message: { role: "assistant" } }],
    });
    expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
    expect((await ask([{ role: "user", content: "Hello" }], { stream: true })).status).toBe(400);
  });

  it("answers a schema even without a brief", async () => {
    const schema = {
      type: "object",
      properties: { ok: { type: "boolean" }, words: { type: "array", items: { type: "string" } } },
    };
    const response_format = { type: "json_schema", json_schema: { name: "probe", schema } };
    const response = await ask([{ role: "user", content: "Test" }], { response_format });
    const body = (await response.json()) as { choices: { message: { content: string } }[] };
    expect(JSON.parse(body.choices[0]?.message.content ?? "")).toEqual({
      ok: true,
      words: ["Sample"],
    });
  });

  it("is the same each time, and writes variants that differ in hook", async () => {
    const variants = await write({});
    expect(await write({})).toEqual(variants);
    expect(variants).toHaveLength(4);
    expect(new Set(variants.map((variant) => variant.label)).size).toBe(4);
    const hooks = variants.map((variant) => variant.text.split(/[.?:\n]/)[0]);
    expect(new Set(hooks).size).toBe(4);
    for (const variant of variants) expect(variant.text).toMatch(/autumn|tasting|20%/i);
  });

  it.each(["reach", "engagement", "ctr"])(
    "keeps to length and banned words for %s",
    async (goal) => {
      const bannedWords = ["free", "Saturday", "picture"];
      for (const maxLength of [280, 120, 60]) {
        const variants = await write({ goal, bannedWords, maxLength, count: 5 });
        expect(variants.length).toBeGreaterThan(1);
        for (const variant of variants) {
          expect(weightedLength(variant.text)).toBeLessThanOrEqual(maxLength);
          const whole = JSON.stringify(variant);
          for (const word of bannedWords)
            expect(whole).not.toMatch(new RegExp(`\\b${word}\\b`, "i"));
        }
      }
    },
  );

  it.each([
    ["bytes", (text: string) => Buffer.byteLength(text)],
    ["characters, as a reader sees them", (text: string) => [...letters.segment(text)].length],
    ["characters, an emoji counts as 2", (text: string) => text.length],
  ])("counts in %s when the rules say so", async (unit, measure) => {
    const rules = { text: { max: 150, unit }, notes: ["The text may take 200 bytes of UTF-8."] };
    for (const variant of await write({ rules, tone: "playful", count: 5 })) {
      expect(measure(variant.text)).toBeLessThanOrEqual(150);
      expect(Buffer.byteLength(variant.text)).toBeLessThanOrEqual(200);
    }
  });

  it("puts the link where clicks are the goal", async () => {
    const variants = await write({ goal: "ctr" });
    for (const variant of variants)
      expect(variant.text).toContain("https://northlight.coffee/autumn");
  });

  it("gives a title where the rules have one, and a media idea of its kind", async () => {
    const rules = { title: { max: 100 }, notes: ["The post is a video: say what it shows."] };
    const [video] = await write({ rules, count: 1 });
    expect(video?.title?.length).toBeGreaterThan(3);
    expect(video?.title).not.toMatch(/[<>]/);
    expect(video?.media).toMatchObject({ kind: "video", aspectRatio: "16:9" });
    const [post] = await write({ count: 1 });
    expect(post?.title).toBeNull();
    expect(post?.media.altText).not.toBe("");
  });

  it("takes facts from the brief and leaves what it tells the writer", async () => {
    const brief = [
      "Launch our autumn single origins.",
      "Make people who already buy good coffee curious about Nyeri AA and bring them to https://northlight.coffee/nyeri.",
      "Mention that only 60 sacks exist. Keep it short and do not sound like an advert.",
    ].join(" ");
    const variants = [0, 1, 2].map((index) => write({ brief, goal: "ctr", count: 5, index }));
    const texts = (await Promise.all(variants)).flat().map((variant) => variant.text);
    const all = texts.join("\n");
    expect(all).toContain("60 sacks exist");
    expect(all).toContain("Nyeri AA");
    expect(all).toContain("https://northlight.coffee/nyeri");
    expect(all).not.toMatch(/make people|bring them|mention|keep it short|advert/i);
    expect(all).not.toMatch(/\b(?:to|at|on|for|with|of|from|by|and|the)[.…]/i);
  });

  it("cuts a title after a word that can end it", async () => {
    const rules = { title: { max: 38 } };
    const variants = await write({ rules, count: 6 });
    for (const { title } of variants) {
      expect(title?.length).toBeLessThanOrEqual(38);
      expect(title).not.toMatch(/\b(?:to|at|on|for|with|of|from|by|and|the|our|a)…?$/i);
    }
  });

  it("does not repeat what exists", async () => {
    const first = await write({ count: 2 });
    const existing = first.map((variant) => variant.text);
    const [other] = await write({ count: 1, existing });
    expect(existing).not.toContain(other?.text);
  });

  it.each(["coffee", "Get more people to try the repair café", "", "FREE FREE FREE"])(
    "writes something for the brief %j",
    async (odd) => {
      const variants = await write({ brief: odd, count: 3, bannedWords: ["free"] });
      expect(variants.length).toBeGreaterThan(0);
      for (const variant of variants) expect(variant.text.trim()).not.toBe("");
    },
  );
});
