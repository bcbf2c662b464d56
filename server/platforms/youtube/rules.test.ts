import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import { youtubeAdapter } from "./adapter";
import { countTags } from "./to-youtube";

const video = toDraftMedia({ kind: "video", mimeType: "video/mp4", bytes: sampleBytes.mp4() });
const image = toDraftMedia({ kind: "image", mimeType: "image/png", bytes: sampleBytes.png() });
const toDraft = (changes: Partial<Draft> = {}): Draft => ({
  postId: "post-1",
  format: "video",
  title: "Pour over",
  text: "",
  media: [video],
  options: { privacy: "public" },
  ...changes,
});

describe("tags on YouTube", () => {
  it.each([
    ["", 0],
    ["coffee", 6],
    ["coffee\ntea", 10],
    ["pour over", 11],
    ["pour over\ncoffee\npour over", 18],
  ])("counts %j as %i characters", (tags, length) => {
    expect(countTags(toDraft({ options: { tags } }))).toBe(length);
  });

  it.each([
    ["a".repeat(500), true],
    ["a".repeat(501), false],
    [`${"a".repeat(250)}\n${"b".repeat(249)}`, true],
    [`${"a".repeat(250)}\n${"b".repeat(250)}`, false],
    [`a ${"b".repeat(496)}`, true],
    [`a ${"b".repeat(497)}`, false],
  ])("agrees with what YouTube takes (case %#)", async (tags, isTaken) => {
    const draft = toDraft({ options: { privacy: "public", tags } });
    const issues = youtubeAdapter.check(draft).filter(({ field }) => field === "options.tags");
    expect(issues.length === 0).toBe(isTaken);
    const harness = await startSandboxHarness(youtubeAdapter, {
      createSandbox,
      draft: () => draft,
    });
    const outcome = await new Publisher(youtubeAdapter, harness, draft).run();
    await harness.close();
    expect(outcome.kind).toBe(isTaken ? "published" : "rejected");
    if (!isTaken) expect(outcome).toMatchObject({ code: "invalidTags", field: "options.tags" });
  });
});

it.each([
  ["only a thumbnail", [image]],
  ["two videos", [video, video]],
])("objects to %s", (_what, media) => {
  const errors = youtubeAdapter.check(toDraft({ media })).filter((it) => it.severity === "error");
  expect(errors.map(({ field }) => field)).toContain("media");
});

describe("with fewer boxes ticked", () => {
  let harness: SandboxHarness;
  const scopes = catalog.youtube.scopes.filter((scope) => /upload|youtube\.readonly/.test(scope));
  beforeEach(async () => {
    const connect = { scopes };
    harness = await startSandboxHarness(youtubeAdapter, {
      createSandbox,
      draft: () => toDraft(),
      connect,
    });
  });
  afterEach(() => harness.close());

  async function publish(): Promise<string> {
    const outcome = await new Publisher(youtubeAdapter, harness, toDraft()).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    return outcome.externalId;
  }

  it("reads what it may, and knows nothing of the rest", async () => {
    const id = await publish();
    harness.advance(5 * 86_400_000);
    await harness.refresh();
    const counts = (await youtubeAdapter.engagement(harness.session, [id])).get(id);
    expect(counts).toMatchObject({ views: expect.any(Number), shares: null, saves: null });
  });

  it("asks for the permission to delete", async () => {
    const id = await publish();
    expect(await youtubeAdapter.remove?.(harness.session, id)).toMatchObject({
      kind: "reconnect",
      code: "insufficientPermissions",
    });
  });
});

describe("when YouTube's answer about a finished upload is a refused token", () => {
  it("waits with a fresh token, and never uploads the video again", async () => {
    const harness = await startSandboxHarness(youtubeAdapter, {
      createSandbox,
      draft: () => toDraft(),
    });
    let saves = 0;
    const key = { key: "post-1", attempt: 1, firstAttemptAt: harness.now() };
    let receipt = null as Parameters<Parameters<typeof youtubeAdapter.publish>[3]>[0];
    const save = async (next: typeof receipt) => {
      receipt = next;
      saves += 1;
      // The third note says that the video is there.
      if (saves === 3) await harness.strike({ kind: "token_expired" });
    };
    const outcome = await youtubeAdapter.publish(harness.session, toDraft(), key, save);
    expect(outcome.kind).toBe("pending");
    harness.advance(10_000);
    await harness.refresh();
    const { session } = harness;
    const resumed = await youtubeAdapter.resume(session, key, receipt, toDraft(), save);
    expect(resumed.kind).toBe("published");
    expect(harness.countPublished()).toBe(1);
    await harness.close();
  });
});
