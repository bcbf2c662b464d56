import { describe, expect, it } from "vitest";
import { differingKeys, SEED_DIRECTIVES } from "./directives";
import { firstChallengers } from "./first-challengers";

describe("firstChallengers", () => {
  it("open in three other ways and differ in one more directive, whatever the seed", () => {
    for (const seed of [0, 1, 7, 4_294_967_295, 123_456_789]) {
      const made = firstChallengers(seed);
      expect(new Set(made.map(({ hook }) => hook)).size).toBe(3);
      for (const directives of made) {
        expect(directives.hook).not.toBe(SEED_DIRECTIVES.hook);
        expect(differingKeys(directives, SEED_DIRECTIVES)).toHaveLength(2);
      }
    }
  });
});
