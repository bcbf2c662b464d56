import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import { runWith, type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import { noTimeInSignature, signedChange } from "../meta/fixtures/signed-change";
import { facebookAdapter } from "./adapter";

function toDraft(number: number, change: Partial<Draft>): Draft {
  return {
    postId: `post-${number}`,
    format: "post",
    title: null,
    text: `Roast & rest <no. ${number}>\n\nSee https://example.com/beans/ 🌱`,
    media: [],
    options: {},
    ...change,
  };
}

const toPhoto = (seed: number) =>
  toDraftMedia({
    kind: "image",
    mimeType: "image/jpeg",
    bytes: sampleBytes.jpeg(3_000, seed),
    altText: "A sack of beans",
  });
const toVideo = (seed: number, size = 5_000) =>
  toDraftMedia({
    kind: "video",
    mimeType: "video/mp4",
    bytes: sampleBytes.mp4(size, seed),
    width: 1080,
    height: 1920,
  });

function start(): Promise<SandboxHarness> {
  return startSandboxHarness(facebookAdapter, {
    createSandbox,
    // Meta tells a wait in whole minutes.
    hintMs: 60_000,
    notApplicable: {
      webhook_stale: noTimeInSignature,
    },
    draft: (kind, number) => {
      if (kind === "plain") return toDraft(number, { options: { link: "https://example.com/" } });
      if (kind === "media") return toDraft(number, { format: "photo", media: [toPhoto(number)] });
      return toDraft(number, { format: "reel", media: [toVideo(number)] });
    },
    signedEvent: ({ served, now }) =>
      signedChange(served, now, {
        object: "page",
        id: "10",
        field: "feed",
        value: {
          item: "reaction",
          reaction_type: "love",
          verb: "add",
          post_id: "10_1",
          from: { id: "7", name: "N" },
          created_time: 1,
        },
      }),
  });
}

describeAdapter(facebookAdapter, start);

const withHarness = runWith(start);

const formats: Record<string, (seed: number) => Partial<Draft>> = {
  "a text": () => ({}),
  "a photo": (seed) => ({ format: "photo", media: [toPhoto(seed)] }),
  "an album": (seed) => ({ format: "album", media: [toPhoto(seed), toPhoto(seed + 100)] }),
  "a video in chunks": (seed) => ({
    format: "video",
    title: "Roast",
    media: [toVideo(seed, 5_000_000)],
  }),
  "a reel": (seed) => ({ format: "reel", media: [toVideo(seed)] }),
  "a photo story": (seed) => ({ format: "story", media: [toPhoto(seed)] }),
  "a video story": (seed) => ({ format: "story", media: [toVideo(seed)] }),
};

it.each(Object.keys(formats))("publishes %s once, whatever receipt it dies after", (name) =>
  withHarness(async (harness) => {
    for (let kill = 1; ; kill++) {
      const draft = toDraft(kill, formats[name]?.(kill) ?? {});
      const dying = new Publisher(facebookAdapter, harness, draft, kill);
      const outcome = await dying.run();
      expect(dying.saves).toBeGreaterThan(0);
      expect(outcome).toMatchObject({ kind: "published", visibility: "live" });
      expect(harness.countPublished()).toBe(kill);
      if (outcome.kind !== "published") return;
      expect(outcome.permalink).toMatch(/^http:\/\/\S+\/facebook\/p\/\S+$/);
      const told = await facebookAdapter.engagement(harness.session, [outcome.externalId]);
      expect(told.has(outcome.externalId)).toBe(true);
      if (dying.saves < kill) return;
    }
  }),
);

it.each(["error_after_accept", "lost_answer", "malformed_answer", "answer_without_id"] as const)(
  "posts every format once after the fault %s",
  (fault) =>
    withHarness(async (harness) => {
      let count = 0;
      for (const make of Object.values(formats)) {
        count += 1;
        await harness.fault(fault);
        const draft = toDraft(count, make(count));
        const outcome = await new Publisher(facebookAdapter, harness, draft).run();
        expect(outcome.kind, draft.format).toBe("published");
        expect(harness.countPublished(), draft.format).toBe(count);
      }
    }),
);

it("says which video Facebook could not process", () =>
  withHarness(async (harness) => {
    const broken = { ...toVideo(1), read: async () => new Uint8Array(5_000) };
    const draft = toDraft(1, { format: "reel", media: [broken] });
    const outcome = await new Publisher(facebookAdapter, harness, draft).run();
    expect(outcome).toMatchObject({ kind: "rejected", code: "media_failed", field: "media" });
    expect(harness.countPublished()).toBe(0);
  }));

it("refuses a text that the page posted before, in another post", () =>
  withHarness(async (harness) => {
    const draft = toDraft(1, {});
    await new Publisher(facebookAdapter, harness, draft).run();
    harness.advance(3_600_000);
    const again = new Publisher(facebookAdapter, harness, { ...draft, postId: "other" });
    expect(await again.run()).toMatchObject({ kind: "rejected", code: "duplicate" });
    expect(harness.countPublished()).toBe(1);
  }));

it("counts what the audience did, and knows no saves", () =>
  withHarness(async (harness) => {
    const draft = toDraft(1, { options: { link: "https://example.com/" } });
    const outcome = await new Publisher(facebookAdapter, harness, draft).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    harness.advance(10 * 24 * 3_600_000);
    const told = await facebookAdapter.engagement(harness.session, [outcome.externalId, "1_2"]);
    const counts = told.get(outcome.externalId);
    expect(counts?.views).toBeGreaterThan(100);
    expect(counts?.likes).toBeGreaterThan(0);
    expect(counts).toMatchObject({ saves: null, conversions: null });
    expect(told.has("1_2")).toBe(false);
  }));

it("files a reel under its post, as webhooks name it, and removes it by that", () =>
  withHarness(async (harness) => {
    const draft = toDraft(1, { format: "reel", media: [toVideo(1)] });
    const outcome = await new Publisher(facebookAdapter, harness, draft).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const { externalId } = outcome;
    expect(externalId).toMatch(new RegExp(`^${harness.session.externalAccountId}_\\d+$`));
    harness.advance(3_600_000);
    const read = async () =>
      (await facebookAdapter.engagement(harness.session, [externalId])).get(externalId);
    const count = expect.any(Number);
    expect(await read()).toMatchObject({ views: count, likes: count, shares: count });
    const { session } = harness;
    expect(await facebookAdapter.remove?.(session, externalId)).toEqual({ kind: "removed" });
    expect(await read()).toBeUndefined();
  }));

it("takes no post for gone while its page does not answer either", () =>
  withHarness(async (harness) => {
    const outcome = await new Publisher(facebookAdapter, harness, harness.draft("plain")).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const body = { error: { message: "Unsupported get request.", code: 100, error_subcode: 33 } };
    const refusal = { status: 400, headers: {}, bytes: new Uint8Array(), json: () => body };
    const request = async () => ({ ...refusal, text: () => JSON.stringify(body) });
    const lost = { ...harness.session, http: { ...harness.session.http, request } };
    const { externalId } = outcome;
    await expect(facebookAdapter.engagement(lost, [externalId])).rejects.toThrow(/Unsupported/);
    expect(await facebookAdapter.remove?.(lost, externalId)).toMatchObject({ kind: "refused" });
  }));
