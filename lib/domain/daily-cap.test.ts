import { expect, it } from "vitest";
import { findOverCap } from "./daily-cap";

const place = (id: string, hour: number, accountId = "a") => ({
  id,
  accountId,
  at: new Date(Date.UTC(2026, 2, 2, hour)),
});
const ids = (posts: Parameters<typeof findOverCap>[0], cap: number | undefined) =>
  findOverCap(posts, () => cap).map(({ id }) => id);

it("finds what comes after the cap of any 24 hours, per account", () => {
  const posts = [place("c", 20), place("a", 1), place("b", 10), place("other", 21, "b")];
  expect(ids(posts, 2)).toEqual(["c"]);
  expect(ids(posts, 3)).toEqual([]);
  expect(ids(posts, undefined)).toEqual([]);
});

it("frees the place of a post that is a day old, and gives none to one that waits", () => {
  expect(ids([place("a", 0), place("b", 23), place("c", 24)], 1)).toEqual(["b"]);
});
