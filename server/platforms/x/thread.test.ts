import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft, Receipt } from "../adapter";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import { xAdapter } from "./adapter";
import { createTweet } from "./api";

const THREAD = "One & only\n---\nTwo https://example.com/a\n---\nThree";

const toDraft = (number: number): Draft => ({
  postId: `post-${number}`,
  format: "thread",
  title: null,
  text: THREAD,
  media: [],
  options: {},
});

let harness: SandboxHarness;
beforeEach(async () => {
  const draft = (_kind: unknown, number: number) => toDraft(number);
  harness = await startSandboxHarness(xAdapter, { createSandbox, draft });
});
afterEach(() => harness.close());

interface Line {
  externalId: string;
  evidence: { replyTo: string | null; mediaIds: string[] };
}
const ledger = () => harness.served.sandbox.ledger() as unknown as Line[];

function expectOneChain(outcome: PublishOutcome): void {
  const lines = ledger();
  expect(lines).toHaveLength(3);
  const [first, second] = lines;
  expect(lines.map(({ evidence }) => evidence.replyTo)).toEqual([
    null,
    first?.externalId,
    second?.externalId,
  ]);
  expect(outcome).toMatchObject({ kind: "published", externalId: first?.externalId });
}

/** Runs one publish and does something as soon as a given receipt is stored. */
async function publishAnd(draft: Draft, save: number, strike: () => Promise<unknown>) {
  const receipts: Receipt[] = [];
  const key = { key: draft.postId, attempt: 1, firstAttemptAt: harness.now() };
  const keep = async (receipt: Receipt) => {
    receipts.push(receipt);
    if (receipts.length === save) await strike();
  };
  const outcome = await xAdapter.publish(harness.session, draft, key, keep);
  const resume = (receipt = receipts.at(-1) ?? null) =>
    xAdapter.resume(harness.session, key, receipt, draft, keep);
  return { outcome, receipts, resume };
}

describe("a thread on X", () => {
  it("is one chain of replies, with the media on its first part", async () => {
    const media = [
      toDraftMedia({ kind: "image", mimeType: "image/png", bytes: sampleBytes.png() }),
    ];
    const outcome = await new Publisher(xAdapter, harness, { ...toDraft(1), media }).run();
    expectOneChain(outcome);
    expect(ledger().map(({ evidence }) => evidence.mediaIds.length)).toEqual([1, 0, 0]);
    expect(outcome).toMatchObject({
      response: { parts: ledger().map(({ externalId }) => externalId) },
    });
  });

  it.each([1, 2, 3])("repeats no part after a death at receipt %i", async (kill) => {
    expectOneChain(await new Publisher(xAdapter, harness, toDraft(1), kill).run());
  });

  it.each([1, 2, 3])("finds part %i when its answer was lost", async (save) => {
    const fault = { kind: "timeout_after_accept", holdMs: 0 };
    const { outcome, resume } = await publishAnd(toDraft(1), save, () => harness.strike(fault));
    expect(outcome.kind).toBe("unknown");
    expectOneChain(await resume());
  });

  it("waits out a limit in the middle and goes on from there", async () => {
    const fault = { kind: "rate_limit", retryAfterMs: 60_000 };
    const { outcome, resume } = await publishAnd(toDraft(1), 2, () => harness.strike(fault));
    expect(outcome).toMatchObject({ kind: "pending", checkAfterMs: 60_000 });
    expect(outcome).toMatchObject({ note: expect.stringContaining("1 of 3 parts are out") });
    harness.advance(60_000);
    expectOneChain(await resume());
  });

  it("never begins anew when the token dies in the middle", async () => {
    const { outcome, resume } = await publishAnd(toDraft(1), 2, () =>
      harness.strike({ kind: "token_expired" }),
    );
    const refused = { kind: "pending", lookRefused: { code: "unauthorized" } };
    expect(outcome).toMatchObject(refused);
    expect(await resume()).toMatchObject(refused);
    await harness.refresh();
    expectOneChain(await resume());
  });

  it("leaves a thread of which a part was refused to a person, without asking again", async () => {
    const { outcome, resume } = await publishAnd(toDraft(1), 3, () =>
      harness.strike({ kind: "moderation" }),
    );
    const told = { kind: "unknown", message: expect.stringContaining("2 of 3 parts are out") };
    expect(outcome).toMatchObject(told);
    expect(await resume()).toMatchObject(told);
    expect(ledger()).toHaveLength(2);
  });

  it("sends a part again only after X would have shown it", async () => {
    const fault = { kind: "timeout_before_accept", holdMs: 0 };
    const { outcome, resume } = await publishAnd(toDraft(1), 2, () => harness.strike(fault));
    expect(outcome.kind).toBe("unknown");
    expect((await resume()).kind).toBe("pending");
    harness.advance(61_000);
    expectOneChain(await resume());
  });

  it("may say the same thing twice", async () => {
    const draft = { ...toDraft(1), text: "Wait\n---\n…\n---\n…" };
    const fault = { kind: "timeout_after_accept", holdMs: 0 };
    const { resume } = await publishAnd(draft, 3, () => harness.strike(fault));
    expectOneChain(await resume());
  });
});

describe("removing a thread", () => {
  async function publish() {
    const outcome = await new Publisher(xAdapter, harness, toDraft(1)).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    return outcome.externalId;
  }
  const remaining = async () => {
    const ids = ledger().map(({ externalId }) => externalId);
    return (await xAdapter.engagement(harness.session, ids)).size;
  };

  it.each([0, 3_600_000])("takes every part with it (%i ms later)", async (age) => {
    const id = await publish();
    harness.advance(age);
    expect(await xAdapter.remove?.(harness.session, id)).toEqual({ kind: "removed" });
    expect(await remaining()).toBe(0);
    expect(await xAdapter.remove?.(harness.session, id)).toEqual({ kind: "already_gone" });
  });

  it("leaves what the author answered by hand later on", async () => {
    const id = await publish();
    const last = ledger().at(-1)?.externalId ?? "";
    harness.advance(600_000);
    const body = { text: "An afterthought", reply: { in_reply_to_tweet_id: last } };
    await createTweet(harness.session, body);
    expect(await xAdapter.remove?.(harness.session, id)).toEqual({ kind: "removed" });
    expect(await remaining()).toBe(1);
  });
});

describe("an equal post from just before", () => {
  const single = (number: number): Draft => ({
    ...toDraft(number),
    format: "post",
    text: "Same words",
  });

  it("is not taken for this one when X refuses the text", async () => {
    await new Publisher(xAdapter, harness, single(1)).run();
    harness.advance(30_000);
    const outcome = await new Publisher(xAdapter, harness, single(2)).run();
    expect(outcome).toMatchObject({ kind: "rejected", code: "duplicate" });
    expect(ledger()).toHaveLength(1);
  });

  it("leaves a doubtful post to a person", async () => {
    await new Publisher(xAdapter, harness, single(1)).run();
    harness.advance(30_000);
    const fault = { kind: "timeout_before_accept", holdMs: 0 };
    await harness.strike(fault);
    const second = new Publisher(xAdapter, harness, single(2));
    expect((await second.publish()).kind).toBe("unknown");
    harness.advance(61_000);
    expect(await second.resume()).toMatchObject({ kind: "unknown", code: "equal_post" });
    expect(ledger()).toHaveLength(1);
  });
});
