import { expect, it } from "vitest";
import {
  describeFault,
  KIND_WORDS,
  toLead,
  toLeft,
} from "@/components/settings/sandbox/fault-words";
import { toRows } from "@/components/settings/sandbox/persona-rows";
import { FAULT_KINDS, type SandboxFault } from "@/lib/contracts/sandbox";

const fault = (changes: Partial<SandboxFault>): SandboxFault => ({
  id: "f",
  profileId: "p",
  kind: "server_error",
  scope: "publish",
  remaining: 1,
  retryAfterSeconds: 30,
  delaySeconds: 5,
  ...changes,
});

it("has words for every kind, and no two alike", () => {
  const labels = FAULT_KINDS.map((kind) => KIND_WORDS[kind].label);
  expect(new Set(labels).size).toBe(FAULT_KINDS.length);
});

it.each([
  [fault({}), "Server error"],
  [fault({ kind: "latency" }), "Slow, 5 s"],
  [fault({ kind: "rate_limit" }), "Too many requests, come back in 30 s"],
  [fault({ kind: "rate_limit", retryAfterSeconds: 300 }), "Too many requests, come back in 5 min"],
  [
    fault({ kind: "rate_limit", retryAfterSeconds: null }),
    "Too many requests, no word on when to come back",
  ],
])("describes %o", (given, words) => {
  expect(describeFault(given)).toBe(words);
});

it("counts in words", () => {
  expect([null, 1, 3].map(toLeft)).toEqual(["Until removed", "The next call", "The next 3 calls"]);
  expect([0, 1, 2].map(toLead)).toEqual([
    "Every imitated platform answers as it should.",
    "One fault waits in the sandbox.",
    "2 faults wait in the sandbox.",
  ]);
});

it("keeps a platform's profiles together, connected ones first", () => {
  const persona = (id: string, label: string, accountId: string | null = null) => ({
    id,
    label,
    accountId,
    platform: label,
    username: id,
    name: id,
  });
  const rows = toRows([
    persona("1", "a"),
    persona("2", "b"),
    persona("3", "b", "ours"),
    persona("4", "c", "ours"),
    persona("5", "c"),
  ]);
  expect(rows.map((row) => row.id)).toEqual(["3", "2", "4", "5", "1"]);
});
