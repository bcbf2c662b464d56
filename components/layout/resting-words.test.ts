import { expect, it } from "vitest";
import { firstSince, restingNames } from "./resting-words";

const x = { label: "X", platform: "x", sandbox: true, until: null } as const;
const bluesky = { ...x, label: "Bluesky", platform: "bluesky" } as const;

it("names all that rest in one breath, and their world", () => {
  expect(restingNames([x])).toBe("X in the sandbox");
  expect(restingNames([x, bluesky])).toBe("X and Bluesky in the sandbox");
  expect(restingNames([x, { ...bluesky, sandbox: false }])).toBe("Bluesky, and X in the sandbox");
});

it("tells the earliest time", () => {
  const times = ["2026-03-04T09:05:00Z", null, "2026-03-04T09:00:00Z"];
  expect(firstSince(times.map((since) => ({ ...x, since })))).toBe("2026-03-04T09:00:00Z");
  expect(firstSince([])).toBeNull();
});
