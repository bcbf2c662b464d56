import { expect, it } from "vitest";
import { SEED_DIRECTIVES } from "@/lib/domain/evolution/directives";
import type { VariantRequest } from "@/server/ai/variant-prompt";
import type { Writer } from "@/server/ai/writer";
import { writeVariants } from "./write-variants";

it("keeps prompts of several channels apart, although they bear the same name", async () => {
  const asked: VariantRequest[] = [];
  const texts = ["A roast for rainy days.", "Two chairs by the window.", "Beans from one hill."];
  const ask: Writer["ask"] = (request) => {
    asked.push(request);
    const media = { kind: "none" as const, aspectRatio: "", show: "", altText: "" };
    const variants = texts.map((text, i) => ({ label: `Variant ${i}`, title: null, text, media }));
    return Promise.resolve({ variants, problem: null, promptTokens: 1, completionTokens: 1 });
  };
  const prompt = (id: string, text: string) => ({
    ...{ id, name: "P5", text },
    directives: SEED_DIRECTIVES,
  });
  const [mine, theirs] = [prompt("one", "Be brief."), prompt("two", "Tell a story.")];
  const written = await writeVariants(
    { ask } as Writer,
    {
      ...{ platform: "x", brief: "Sell coffee.", goal: "engagement", count: 3, existing: [] },
      brand: { tone: "", bannedWords: [], maxLength: null },
      prompts: [mine, theirs, mine],
    },
    () => Promise.resolve(),
  );
  const [request] = asked;
  const said = new Map(request?.prompts.map(({ name, text }) => [name, text]));
  expect(request?.assigned.map((name) => said.get(name))).toEqual([
    "Be brief.",
    "Tell a story.",
    "Be brief.",
  ]);
  expect(written.promptIds).toEqual(["one", "two", "one"]);
});
