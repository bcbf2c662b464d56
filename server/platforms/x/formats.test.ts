import { afterEach, beforeEach, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft, DraftMedia } from "../adapter";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import { xAdapter } from "./adapter";

const toDraft = (changes: Partial<Draft>): Draft => ({
  postId: "post-1",
  format: "post",
  title: null,
  text: "Which roast next?",
  media: [],
  options: {},
  ...changes,
});

const photo = (seed: number): DraftMedia =>
  toDraftMedia({
    kind: "image",
    mimeType: "image/png",
    bytes: sampleBytes.png(900, seed),
    altText: `Bag ${seed}`,
  });
const video = () =>
  toDraftMedia({ kind: "video", mimeType: "video/mp4", bytes: sampleBytes.mp4() });
const gif = () =>
  toDraftMedia({
    kind: "image",
    mimeType: "image/gif",
    bytes: new TextEncoder().encode("GIF89a and some frames"),
    altText: "Steam",
  });

let harness: SandboxHarness;
beforeEach(async () => {
  harness = await startSandboxHarness(xAdapter, { createSandbox, draft: () => toDraft({}) });
});
afterEach(() => harness.close());

const publish = (draft: Draft) => new Publisher(xAdapter, harness, draft).run();
const ledger = () =>
  harness.served.sandbox.ledger() as unknown as { evidence: Record<string, unknown> }[];

it("posts four photos, each with its description", async () => {
  const media = [1, 2, 3, 4].map(photo);
  expect((await publish(toDraft({ media }))).kind).toBe("published");
  expect(ledger()[0]?.evidence).toMatchObject({ altTexts: ["Bag 1", "Bag 2", "Bag 3", "Bag 4"] });
});

it("waits until X has worked on a GIF, then describes and posts it", async () => {
  const publisher = new Publisher(xAdapter, harness, toDraft({ media: [gif()] }));
  const first = await publisher.publish();
  expect(first.kind).toBe("pending");
  expect((await publisher.finish(first)).kind).toBe("published");
  expect(ledger()[0]?.evidence).toMatchObject({ altTexts: ["Steam"] });
});

it("finds a post with media whose answer was lost", async () => {
  await harness.strike({ kind: "timeout_after_accept", holdMs: 0 });
  const text = "Look & see https://example.com/beans";
  expect((await publish(toDraft({ text, media: [photo(1)] }))).kind).toBe("published");
  expect(ledger()).toHaveLength(1);
});

it.each([
  ["a GIF among photos", [photo(1), gif()]],
  ["a video beside a photo", [video(), photo(1)]],
  ["five photos", [1, 2, 3, 4, 5].map(photo)],
])("refuses %s before anything is sent", async (_what, media) => {
  const draft = toDraft({ media });
  expect(xAdapter.check(draft)).toContainEqual(
    expect.objectContaining({ severity: "error", field: "media" }),
  );
  expect(await publish(draft)).toMatchObject({ kind: "rejected", field: "media" });
  expect(ledger()).toHaveLength(0);
});

it("posts a poll", async () => {
  const options = { choices: "Filter\n Espresso \n\nNeither", durationMinutes: "4320" };
  expect((await publish(toDraft({ format: "poll", options }))).kind).toBe("published");
  expect(ledger()[0]?.evidence.poll).toEqual({
    options: ["Filter", "Espresso", "Neither"],
    duration_minutes: 4320,
  });
});

it.each([
  [{ choices: "Only one" }, "options.choices"],
  [{ choices: "a\nb\nc\nd\ne" }, "options.choices"],
  [{ choices: `a\n${"b".repeat(26)}` }, "options.choices"],
  [{ choices: "a\nb", durationMinutes: "1" }, "options.durationMinutes"],
])("refuses the poll %j", async (options, field) => {
  const draft = toDraft({ format: "poll", options });
  expect(xAdapter.check(draft)).toContainEqual(
    expect.objectContaining({ severity: "error", field }),
  );
  expect(await publish(draft)).toMatchObject({ kind: "rejected", code: "invalid_poll", field });
});
