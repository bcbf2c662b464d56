import { afterEach, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { Publisher } from "../fixtures/publisher";
import type { SandboxHarness } from "../fixtures/sandbox-harness";
import { linkedinAdapter } from "./adapter";
import { photo, startLinkedin, toDraft } from "./fixtures/start-linkedin";

const LOST_ANSWER = { kind: "timeout_after_accept", holdMs: 0 };
const LOST_REQUEST = { kind: "timeout_before_accept", holdMs: 0 };
const HOUR_MS = 3_600_000;

let harness: SandboxHarness;
afterEach(() => harness.close());

async function begin(who: "page" | "member") {
  harness = await startLinkedin(createSandbox, who);
}
const publisher = (changes: Partial<Draft> = {}) =>
  new Publisher(linkedinAdapter, harness, toDraft(changes));

async function publishOnce(changes: Partial<Draft> = {}) {
  const outcome = await publisher(changes).run();
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  return outcome;
}

it("refuses the same text a second time, and shows where it stands", async () => {
  await begin("member");
  const { permalink } = await publishOnce();
  const outcome = await publisher({ postId: "post-2" }).run();
  expect(outcome).toMatchObject({ kind: "rejected", code: "duplicate", field: "text" });
  expect(outcome).toMatchObject({ message: expect.stringContaining(permalink ?? "-") });
});

it("takes a refusal on a repeat for its own post only when that is new", async () => {
  await begin("page");
  const first = await publishOnce();
  harness.advance(HOUR_MS);
  // Sent twice, as after a limit: the post that LinkedIn names is older than the first of them.
  await harness.strike({ kind: "rate_limit", retryAfterMs: 1_000 });
  expect(await publisher({ postId: "post-2" }).run()).toMatchObject({
    kind: "rejected",
    code: "duplicate",
  });
  const { session } = harness;
  const firstAttemptAt = new Date(harness.now().getTime() - HOUR_MS);
  const key = { key: "post-1", attempt: 2, firstAttemptAt };
  const again = await linkedinAdapter.publish(session, toDraft(), key, async () => undefined);
  expect(again).toMatchObject({ kind: "published", externalId: first.externalId });
  expect(harness.countPublished()).toBe(1);
});

it("stops at a deleted post that LinkedIn still counts", async () => {
  await begin("page");
  const { externalId } = await publishOnce();
  await linkedinAdapter.remove?.(harness.session, externalId);
  const key = { key: "post-1", attempt: 2, firstAttemptAt: harness.now() };
  const outcome = await linkedinAdapter.publish(
    harness.session,
    toDraft(),
    key,
    async () => undefined,
  );
  expect(outcome).toMatchObject({ kind: "rejected", code: "duplicate_of_deleted" });
});

it("leaves an equal post from just before to a person", async () => {
  await begin("page");
  await publishOnce();
  harness.advance(30_000);
  await harness.strike(LOST_REQUEST);
  const second = publisher({ postId: "post-2" });
  expect((await second.publish()).kind).toBe("unknown");
  harness.advance(61_000);
  expect(await second.resume()).toMatchObject({ kind: "unknown", code: "equal_post" });
  expect(harness.countPublished()).toBe(1);
});

it("waits until LinkedIn would know the text before it asks by posting", async () => {
  await begin("member");
  await harness.strike(LOST_ANSWER);
  const lost = publisher();
  expect((await lost.publish()).kind).toBe("unknown");
  expect((await lost.resume()).kind).toBe("pending");
  harness.advance(61_000);
  expect(await lost.resume()).toMatchObject({ kind: "published", visibility: "live" });
  expect(harness.countPublished()).toBe(1);
});

it("stays in doubt while the question itself goes wrong, however often", async () => {
  await begin("member");
  await harness.strike(LOST_ANSWER);
  const lost = publisher();
  await lost.publish();
  const faults = [
    { kind: "rate_limit", retryAfterMs: 5_000 },
    { kind: "moderation" },
    { kind: "server_error" },
    LOST_REQUEST,
  ];
  for (const fault of faults) {
    harness.advance(61_000);
    await harness.strike(fault);
    expect(["unknown", "pending"], fault.kind).toContain((await lost.resume()).kind);
  }
  harness.advance(61_000);
  expect((await lost.resume()).kind).toBe("published");
  expect(harness.countPublished()).toBe(1);
});

it.each([
  ["with files", { format: "image", media: [photo(1)] }, 0],
  ["hours later", {}, 2 * HOUR_MS],
])("never posts a member's doubtful post again %s", async (_when, changes, laterMs) => {
  await begin("member");
  const lost = publisher(changes);
  await harness.strike(LOST_ANSWER);
  let outcome = await lost.publish();
  while (outcome.kind === "pending") {
    harness.advance(outcome.checkAfterMs);
    outcome = await lost.resume();
  }
  expect(outcome.kind).toBe("unknown");
  harness.advance(61_000 + laterMs);
  expect(await lost.resume()).toMatchObject({ kind: "unknown", code: "cannot_look" });
  expect(harness.countPublished()).toBe(1);
});

it("is not taken for another post without words", async () => {
  await begin("page");
  const picture = (seed: number) => ({ format: "image", text: "", media: [photo(seed)] });
  const lost = publisher(picture(1));
  let outcome = await lost.publish();
  await harness.strike(LOST_REQUEST);
  while (outcome.kind === "pending") {
    harness.advance(outcome.checkAfterMs);
    outcome = await lost.resume();
  }
  expect(outcome.kind).toBe("unknown");
  await publishOnce({ ...picture(2), postId: "post-2" });
  expect((await lost.finish(outcome)).kind).toBe("published");
  expect(harness.countPublished()).toBe(2);
});

it("keeps a post that follows one with the same picture apart from it", async () => {
  await begin("page");
  const picture = { format: "image", text: "", media: [photo(1)] };
  await publishOnce(picture);
  harness.advance(HOUR_MS);
  await harness.strike(LOST_REQUEST);
  await publishOnce({ ...picture, postId: "post-2" });
  expect(harness.countPublished()).toBe(2);
});
