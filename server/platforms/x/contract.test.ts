import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { type DraftKind, Publisher, type SignedEvent } from "../fixtures/publisher";
import { runWith, startSandboxHarness } from "../fixtures/sandbox-harness";
import { xAdapter } from "./adapter";

const PHOTO = { kind: "image", mimeType: "image/png", altText: "A sack of beans" } as const;
const VIDEO = { kind: "video", mimeType: "video/mp4" } as const;

function draft(kind: DraftKind, number: number): Draft {
  const media = {
    plain: [],
    media: [toDraftMedia({ ...PHOTO, bytes: sampleBytes.png(2_000, number) })],
    slow: [toDraftMedia({ ...VIDEO, bytes: sampleBytes.mp4(3_000, number) })],
  };
  return {
    postId: `post-${number}`,
    format: "post",
    title: null,
    text: `Roast & rest <no. ${number}>\n\nSee https://example.com/beans/ 🌱`,
    media: media[kind],
    options: {},
  };
}

function sign(secret: string, now: Date): SignedEvent {
  const data = {
    event_uuid: "e-1",
    event_type: "like.create",
    filter: { user_id: "7" },
    payload: { liked_tweet_id: "42" },
  };
  const text = JSON.stringify({ data });
  const mac = createHmac("sha256", secret).update(text).digest("base64");
  const headers = { "x-twitter-webhooks-signature": `sha256=${mac}` };
  return { body: new TextEncoder().encode(text), headers, secret, now };
}

const start = () =>
  startSandboxHarness(xAdapter, {
    createSandbox,
    draft,
    signedEvent: ({ served, now }) => sign(served.sandbox.app("x").webhookSecret, now),
    notApplicable: { webhook_stale: "The signature covers no time." },
  });

describeAdapter(xAdapter, start);

const withHarness = runWith(start);

it.each([
  ["image", toDraftMedia({ ...PHOTO, bytes: sampleBytes.png(2_000_000) })],
  ["video", toDraftMedia({ ...VIDEO, bytes: sampleBytes.mp4() })],
] as const)("uploads an %s in segments, also across deaths", (_kind, media) =>
  withHarness(async (harness) => {
    for (let kill = 1; kill < 4; kill++) {
      const withMedia = { ...harness.draft("plain"), media: [media] };
      const outcome = await new Publisher(xAdapter, harness, withMedia, kill).run();
      expect(outcome.kind).toBe("published");
      expect(harness.countPublished()).toBe(kill);
    }
  }),
);

it("posts four photos, a GIF, a poll and a thread", () =>
  withHarness(async (harness) => {
    const post = async (changes: Partial<Draft>) => {
      const next = { ...harness.draft("plain"), ...changes };
      expect(xAdapter.check(next).filter(({ severity }) => severity === "error")).toEqual([]);
      return new Publisher(xAdapter, harness, next).run();
    };
    const photos = [1, 2, 3, 4].map((seed) =>
      toDraftMedia({ ...PHOTO, bytes: sampleBytes.png(500, seed) }),
    );
    expect(await post({ media: photos })).toMatchObject({ kind: "published" });
    const gif = new Uint8Array([...Buffer.from("GIF89a"), ...new Array(500).fill(1)]);
    const media = [toDraftMedia({ kind: "image", mimeType: "image/gif", bytes: gif })];
    expect(await post({ media })).toMatchObject({ kind: "published" });
    const options = { choices: "Filter\nEspresso", durationMinutes: "1440" };
    expect(await post({ format: "poll", options })).toMatchObject({ kind: "published" });
    expect(harness.countPublished()).toBe(3);
    const thread = await post({ format: "thread", text: "One\n---\nTwo\n---\nThree" });
    expect(thread).toMatchObject({ kind: "published" });
    expect(harness.countPublished()).toBe(6);
  }));

it("goes on with a thread where it broke off", () =>
  withHarness(async (harness) => {
    const text = "First\n---\nSecond\n---\nThird";
    for (let kill = 1; kill <= 3; kill++) {
      const before = harness.countPublished();
      const thread = { ...harness.draft("plain"), format: "thread", text: `${kill}. ${text}` };
      const struck = new Publisher(xAdapter, harness, thread, kill);
      await harness.strike({ kind: "timeout_after_accept", holdMs: 0 });
      expect(await struck.run()).toMatchObject({ kind: "published" });
      expect(harness.countPublished() - before).toBe(3);
    }
  }));

it("says which media X could not read", () =>
  withHarness(async (harness) => {
    const media = [toDraftMedia({ ...VIDEO, bytes: sampleBytes.png(500) })];
    const broken = { ...harness.draft("plain"), media };
    const outcome = await new Publisher(xAdapter, harness, broken).run();
    expect(outcome).toMatchObject({ kind: "rejected", code: "media_failed", field: "media" });
  }));

it("refuses a text that the account posted in an earlier post", () =>
  withHarness(async (harness) => {
    const first = harness.draft("plain");
    await new Publisher(xAdapter, harness, first).run();
    harness.advance(3_600_000);
    const again = await new Publisher(xAdapter, harness, { ...first, postId: "other" }).run();
    expect(again).toMatchObject({ kind: "rejected", code: "duplicate" });
    expect(harness.countPublished()).toBe(1);
  }));

it("gives a new refresh token each time", () =>
  withHarness(async ({ connected }) => {
    const first = await connected.refresh();
    const second = await connected.refresh();
    if (!first?.ok || !second?.ok) throw new Error("Not refreshed");
    expect(first.tokens.refreshToken).toBeTruthy();
    expect(second.tokens.refreshToken).not.toBe(first.tokens.refreshToken);
  }));

it("tells clicks for thirty days and calls them unknown afterwards", () =>
  withHarness(async (harness) => {
    const outcome = await new Publisher(xAdapter, harness, harness.draft("plain")).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const read = async () => {
      await harness.refresh();
      const counts = await xAdapter.engagement(harness.session, [outcome.externalId]);
      return counts.get(outcome.externalId);
    };
    harness.advance(86_400_000);
    expect((await read())?.clicks).toEqual(expect.any(Number));
    harness.advance(31 * 86_400_000);
    const late = await read();
    expect(late?.clicks).toBeNull();
    expect(late?.views).toEqual(expect.any(Number));
  }));

it("answers the challenge as X computes it", () => {
  const reply = xAdapter.webhook?.handshake(
    {
      method: "GET",
      url: new URL("https://app.example/webhooks/x?crc_token=challenge-123"),
      headers: {},
    },
    "test-consumer-secret",
  );
  expect(reply?.body).toBe(
    '{"response_token":"sha256=tkNEg0seEcYQ8M3405Unns/xCXZPr0AfN2Yx77Yg+c8="}',
  );
});

it("never signs a delivery that somebody hands in as a challenge", () => {
  const url = new URL("https://app.example/webhooks/x");
  url.searchParams.set("crc_token", JSON.stringify({ data: { event_uuid: "1" } }));
  expect(xAdapter.webhook?.handshake({ method: "GET", url, headers: {} }, "secret")).toBeNull();
});
