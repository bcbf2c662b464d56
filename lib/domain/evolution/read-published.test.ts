import { describe, expect, it } from "vitest";
import { SEED_DIRECTIVES } from "./directives";
import { readPublished } from "./read-published";

const read = (text: string, told = SEED_DIRECTIVES) =>
  readPublished(told, { title: null, text, media: "none" });

describe("readPublished", () => {
  it("reads what a text shows, whatever was ordered", () => {
    const text =
      "Tired of flat coffee?\n\n- Roasted today\n- Sent today ☕ #coffee\nWhich one first?";
    expect(read(text)).toMatchObject({
      hook: "question",
      structure: "list",
      emoji: "both",
      cta: "reply",
      length: "short",
      media: "none",
    });
  });

  it("tells openings apart", () => {
    expect(read("12 farms, one blend. It is here.").hook).toBe("number");
    expect(read("New on the shelf: the autumn blend.").hook).toBe("news");
    expect(read("Last week the shelf was empty. It is full again.").hook).toBe("story");
    expect(read("Struggling with the morning? It is over.").hook).toBe("question");
  });

  it("keeps the order where a text shows nothing against it", () => {
    expect(read("Der Herbst ist da.", { ...SEED_DIRECTIVES, hook: "story" }).hook).toBe("story");
    expect(read("Der Herbst ist da.").tone).toBe("plain");
    expect(read("Le café est là.", { ...SEED_DIRECTIVES, person: "we" }).person).toBe("we");
  });

  it("says nothing where the order was surely not followed", () => {
    const asked = { ...SEED_DIRECTIVES, hook: "question" as const, cta: "reply" as const };
    const shown = read("Der Herbst ist da.", asked);
    expect(shown.hook).toBeUndefined();
    expect(shown.cta).toBeUndefined();
  });

  it("is quick on long and strange texts", () => {
    for (const text of ["a".repeat(100_000), " #".repeat(50_000), ".\n".repeat(50_000)])
      expect(read(text).length).toBe("long");
  });
});
