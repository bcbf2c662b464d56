import { describe, expect, it } from "vitest";
import {
  DIRECTIVE_KEYS,
  type Directives,
  levelsOf,
  SEED_DIRECTIVES,
} from "@/lib/domain/evolution/directives";
import { readPublished } from "@/lib/domain/evolution/read-published";
import { similarity } from "@/lib/domain/similarity";
import { weightedLength } from "../x/weighted-length";
import { writeVariants } from "./write-variants";

const brief =
  "Launch our autumn blend. Free tasting on Saturday at 10:00 in Elm Street. 20% off until Sunday. https://northlight.coffee/autumn";

function write(orders: Directives[], more: Record<string, unknown> = {}) {
  const prompts = orders.map((directives, at) => ({ name: `P${at}`, directives }));
  const assigned = prompts.map(({ name }) => name);
  return writeVariants({
    ...{ brief, platform: "linkedin", count: orders.length, maxLength: 2000, prompts, assigned },
    ...more,
  });
}

/** What a reader of the text sees of what was ordered. */
const readBack = (directives: Directives, text: string) =>
  readPublished(directives, { title: null, text, media: "none" });

describe("the sample writer with a prompt", () => {
  it.each(
    DIRECTIVE_KEYS.filter((key) => key !== "tone" && key !== "media").flatMap((key) =>
      levelsOf(key).map((level) => [key, level] as const),
    ),
  )("shows %s: %s", (key, level) => {
    const directives = { ...SEED_DIRECTIVES, [key]: level } as Directives;
    const [variant] = write([directives]);
    expect(readBack(directives, variant?.text ?? "")[key], variant?.text).toBe(level);
  });

  it("plans the media that were ordered", () => {
    const kinds = levelsOf("media").map((media) => ({ ...SEED_DIRECTIVES, media }) as Directives);
    expect(write(kinds).map(({ media }) => media.kind)).toEqual(["none", "image", "video"]);
  });

  it("sounds otherwise for each tone", () => {
    const tones = levelsOf("tone").map((tone) => ({ ...SEED_DIRECTIVES, tone }) as Directives);
    const texts = write(tones).map(({ text }) => text);
    expect(new Set(texts).size).toBe(tones.length);
  });

  it.each(["short", "medium", "long"] as const)(
    "writes several %s variants of one prompt that differ, also from what exists",
    (length) => {
      const same: Directives = { ...SEED_DIRECTIVES, length };
      const one = [same, same, same];
      const first = write(one);
      expect(write(one)).toEqual(first);
      expect(new Set(first.map(({ label }) => label)).size).toBe(3);
      const [next] = write([same], { existing: first.map(({ text }) => ({ text })) });
      const texts = [...first.map(({ text }) => text), next?.text ?? ""];
      for (const [at, text] of texts.entries())
        for (const other of texts.slice(at + 1)) expect(similarity(text, other)).toBeLessThan(0.8);
    },
  );

  it("keeps to length and banned words", () => {
    const orders = ["short", "long"].map(
      (length) => ({ ...SEED_DIRECTIVES, length, hook: "news" }) as Directives,
    );
    for (const maxLength of [280, 120, 60])
      for (const variant of write(orders, { maxLength, bannedWords: ["free", "Saturday"] })) {
        expect(weightedLength(variant.text)).toBeLessThanOrEqual(maxLength);
        expect(variant.text).not.toMatch(/\b(?:free|saturday)\b/i);
      }
  });
});
