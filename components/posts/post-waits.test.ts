import { expect, it } from "vitest";
import type { PostDetail } from "@/lib/contracts/posts";
import { describeDuration, describeRemoved, describeWaiting } from "./post-waits";

const post = { platform: "x", accountHandle: "@northlight" } as PostDetail;
const base = { since: null, asOf: "2026-03-02T13:00:00Z", nth: null, tries: null };
const zone = "Europe/Copenhagen";

it.each([
  [{ kind: "retry", nth: 3, tries: 7 }, "Tries again at 14:05 (3rd of 7 tries)."],
  [{ kind: "retry" }, "Tries again at 14:05."],
  [
    { kind: "platform", since: "2026-03-02T12:58:00Z" },
    "X has answered with errors since 13:58. It is tried again at 14:05, and the post goes out by itself.",
  ],
  [
    { kind: "limit", until: "2026-03-03T13:05:00Z" },
    "X allows @northlight no more posts for now. This one goes out by itself at Tue 3 Mar 14:05.",
  ],
  [{ kind: "look", until: base.asOf }, "Bandwagon looks again now."],
] as const)("says of %j what it waits for", (waiting, words) => {
  const told = { ...base, until: "2026-03-02T13:05:00Z", ...waiting };
  expect(describeWaiting(post, told, zone)).toBe(words);
});

it("tells a post that was removed from one that was found gone", () => {
  const at = "2026-03-02T13:05:00Z";
  expect(describeRemoved({ ...post, removed: null }, zone)).toBeNull();
  expect(describeRemoved({ ...post, removed: { at, by: "Ines Moreau" } }, zone)).toBe(
    "Ines Moreau removed it from X, Mon 2 Mar 14:05.",
  );
  expect(describeRemoved({ ...post, removed: { at, by: null } }, zone)).toBe(
    "X no longer has this post (noticed Mon 2 Mar 14:05).",
  );
});

it.each([
  ["2026-03-02T13:05:00.430Z", "0.4 s"],
  ["2026-03-02T13:05:31Z", "31 s"],
  ["2026-03-02T13:08:00Z", "3 min"],
])("tells that an attempt until %s took %s", (finishedAt, words) => {
  expect(describeDuration("2026-03-02T13:05:00Z", finishedAt)).toBe(words);
});
