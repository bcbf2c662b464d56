import { expect, it } from "vitest";
import type { LedgerLine } from "@/lib/contracts/sandbox";
import { groupByPost } from "./ledger-table";

const line = (seq: number, postId: string | null): LedgerLine => ({
  ...{ seq, postId, platform: "whatsapp", label: "WhatsApp", handle: "+45" },
  ...{ kind: "template", externalId: `w${seq}`, at: "2026-03-04T09:00:00Z", permalink: null },
});

it("shows one row for each post, however many messages it became", () => {
  const lines = [line(6, "b"), line(5, "a"), line(4, null), line(3, "a"), line(2, null)];
  const shown = groupByPost(lines).map(({ line: { seq }, count }) => [seq, count]);
  expect(shown).toEqual([
    [6, 1],
    [5, 2],
    [4, 1],
    [2, 1],
  ]);
});
