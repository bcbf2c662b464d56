import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { type DraftKind, Publisher, type SignedEvent } from "../fixtures/publisher";
import { runWith, startSandboxHarness } from "../fixtures/sandbox-harness";
import { EgressError } from "../http";
import { youtubeAdapter } from "./adapter";
import { toOutcome } from "./errors";

const toVideo = (size: number, seed = 0) =>
  toDraftMedia({ kind: "video", mimeType: "video/mp4", bytes: sampleBytes.mp4(size, seed) });
const toPicture = () =>
  toDraftMedia({ kind: "image", mimeType: "image/png", bytes: sampleBytes.png() });

function draft(kind: DraftKind, number: number): Draft {
  const video = toVideo(5_000, number);
  return {
    postId: `post-${number}`,
    format: "video",
    title: `Pour over, part ${number}`,
    text: "How we brew it & why.",
    media: kind === "media" ? [video, toPicture()] : [video],
    options: { privacy: "public" },
  };
}

function sign(now: Date): SignedEvent {
  const secret = "hub-secret-of-the-subscription";
  const text =
    "<feed><entry><yt:videoId>V1</yt:videoId><yt:channelId>UC1</yt:channelId>" +
    "<updated>2026-03-01T10:00:00Z</updated></entry></feed>";
  const mac = createHmac("sha1", secret).update(text).digest("hex");
  const headers = { "x-hub-signature": `sha1=${mac}` };
  return { body: new TextEncoder().encode(text), headers, secret, now };
}

const start = () =>
  startSandboxHarness(youtubeAdapter, {
    createSandbox,
    draft,
    faults: {
      // The first call opens the upload; what strikes the bytes is mended in place.
      rate_limit: { scope: "media" },
      rate_limit_without_hint: { scope: "media" },
      permission_missing: { scope: "media" },
      server_error: { scope: "media" },
      lost_request: { times: 3 },
      // YouTube looks at a video only when it has all of it.
      media_refused: { scope: "publish" },
    },
    refusedCount: 1,
    // The reports lag behind by days.
    countedAfterMs: 5 * 86_400_000,
    signedEvent: ({ now }) => sign(now),
    notApplicable: { webhook_stale: "The hub's signature covers no time." },
  });

describeAdapter(youtubeAdapter, start);

const withHarness = runWith(start);

it("sends a large file in parts, whole, through an outage in the middle", () =>
  withHarness(async (harness) => {
    const media = toVideo(9_000_001);
    await harness.strike({ kind: "server_error" });
    const large = { ...harness.draft("plain"), media: [media] };
    const outcome = await new Publisher(youtubeAdapter, harness, large).run();
    expect(outcome.kind).toBe("published");
    expect(harness.countPublished()).toBe(1);
    expect(JSON.stringify(harness.served.sandbox.ledger())).toContain(media.sha256);
  }));

it("finds the same video when a run believed dead comes back with old notes", () =>
  withHarness(async (harness) => {
    const dying = new Publisher(youtubeAdapter, harness, harness.draft("plain"), 1);
    await dying.publish().catch(() => {});
    const oldNotes = dying.receipt;
    const successor = await dying.finish(await dying.resume());
    dying.receipt = oldNotes;
    expect(await dying.finish(await dying.resume())).toEqual(successor);
    expect(harness.countPublished()).toBe(1);
  }));

it.each([
  ["private", "draft"],
  ["unlisted", "live"],
] as const)("says that a %s video is %s", (privacy, visibility) =>
  withHarness(async (harness) => {
    const changed: Draft = { ...harness.draft("plain"), options: { privacy } };
    const outcome = await new Publisher(youtubeAdapter, harness, changed).run();
    expect(outcome).toMatchObject({ kind: "published", visibility });
  }),
);

it.each<Draft["options"]>([{ privacy: "secret" }, {}])("never guesses a privacy: %j", (options) =>
  withHarness(async (harness) => {
    const changed: Draft = { ...harness.draft("plain"), options };
    const outcome = await new Publisher(youtubeAdapter, harness, changed).run();
    expect(outcome).toMatchObject({ kind: "rejected", code: "invalid_privacy" });
    expect(harness.countPublished()).toBe(0);
  }),
);

it("keeps the upload that breaks off, and goes on with it", () =>
  withHarness(async (harness) => {
    const { session } = harness;
    let puts = 0;
    let opened = 0;
    const request: typeof session.http.request = (url, init) => {
      if (init.method === "POST" && url.includes("uploadType=resumable")) opened += 1;
      if (init.method !== "PUT") return session.http.request(url, init);
      puts += 1;
      // The first part arrives; then the line is dead for both the next one and the question.
      if (puts === 1 || puts > 3) return session.http.request(url, init);
      return Promise.reject(new EgressError("timeout", "No answer", "maybe"));
    };
    const flaky = { ...session, http: { ...session.http, request } };
    const large = { ...harness.draft("plain"), media: [toVideo(17_000_001)] };
    const publisher = new Publisher(youtubeAdapter, { ...harness, session: flaky }, large);
    const first = await publisher.publish();
    expect(first).toMatchObject({ kind: "pending" });
    expect(await publisher.finish(first)).toMatchObject({ kind: "published" });
    expect(opened).toBe(1);
    expect(harness.countPublished()).toBe(1);
  }));

it("says which field YouTube refuses", () =>
  withHarness(async (harness) => {
    const changed: Draft = { ...harness.draft("plain"), title: "a < b" };
    const outcome = await new Publisher(youtubeAdapter, harness, changed).run();
    expect(outcome).toMatchObject({ kind: "rejected", code: "invalidTitle", field: "title" });
    const noVideo = { ...harness.draft("plain"), media: [] };
    expect(await new Publisher(youtubeAdapter, harness, noVideo).run()).toMatchObject({
      kind: "rejected",
      field: "media",
    });
  }));

it("keeps the refresh token by sending none back", () =>
  withHarness(async ({ connected }) => {
    expect(await connected.refresh()).toMatchObject({ ok: true, tokens: { refreshToken: null } });
    expect(await connected.refresh()).toMatchObject({ ok: true });
  }));

it("does not call an outage of the token endpoint the end of the grant", () =>
  withHarness(async (harness) => {
    await harness.strike({ kind: "server_error", scope: "token" });
    expect(await harness.refresh()).toMatchObject({ ok: false, definitive: false });
  }));

it("sets the picture, and says so when YouTube keeps its own", () =>
  withHarness(async (harness) => {
    const run = () => new Publisher(youtubeAdapter, harness, harness.draft("media")).run();
    expect(await run()).toMatchObject({ response: { thumbnail: { isSet: true } } });
    const large = toDraftMedia({
      kind: "image",
      mimeType: "image/png",
      bytes: sampleBytes.png(2_097_153),
    });
    const media = [toVideo(5_000, 7), large];
    const outcome = await new Publisher(youtubeAdapter, harness, {
      ...harness.draft("plain"),
      media,
    }).run();
    expect(outcome).toMatchObject({ kind: "published", response: { thumbnail: { isSet: false } } });
  }));

it("reads shares and saves from the reports, some days later", () =>
  withHarness(async (harness) => {
    const outcome = await new Publisher(youtubeAdapter, harness, harness.draft("plain")).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const read = async () => {
      await harness.refresh();
      const counts = await youtubeAdapter.engagement(harness.session, [outcome.externalId]);
      return counts.get(outcome.externalId);
    };
    expect(await read()).toMatchObject({ views: expect.any(Number), shares: null, saves: null });
    harness.advance(5 * 86_400_000);
    expect(await read()).toMatchObject({ shares: expect.any(Number), saves: expect.any(Number) });
  }));

it.each([
  ["2026-03-01T10:00:00Z", "2026-03-02T08:00:00Z"],
  // The day on which clocks go forward has 23 hours.
  ["2026-03-08T09:00:00Z", "2026-03-09T07:00:00Z"],
])("holds up the whole app until the next Pacific midnight after %s", (now, midnight) => {
  const body = { error: { message: "No.", errors: [{ reason: "quotaExceeded" }] } };
  const answer = { status: 403, headers: {}, bytes: new Uint8Array() };
  const refusal = { ...answer, text: () => JSON.stringify(body), json: () => body };
  expect(toOutcome(refusal, new Date(now))).toMatchObject({
    ...{ kind: "retry_later", code: "quotaExceeded" },
    limit: { of: "app", until: Date.parse(midnight) },
  });
});

it("checks the hub's signature and echoes its challenge for YouTube's topics only", () => {
  const webhook = youtubeAdapter.webhook;
  const body = new TextEncoder().encode("<feed/>");
  const headers = { "x-hub-signature": "sha1=d07260cad34b4772d7f4167f7e45b4d5f26fe2a1" };
  expect(webhook?.verify(body, headers, "hub-secret", new Date(0))).toBe(true);
  const ask = (topic: string) => {
    const url = new URL("https://app.example/webhooks/youtube");
    url.searchParams.set("hub.mode", "subscribe");
    url.searchParams.set("hub.challenge", "abc");
    url.searchParams.set("hub.topic", topic);
    return webhook?.handshake({ method: "GET", url, headers: {} }, "hub-secret");
  };
  const topic = "https://www.youtube.com/xml/feeds/videos.xml?channel_id=UC1";
  expect(ask(topic)).toMatchObject({ status: 200, body: "abc" });
  expect(ask("https://evil.example/feed")?.status).toBe(404);
});

it.each([401, 403])(
  "doubts, never repeats, when a %i hides what became of the last byte",
  (status) =>
    withHarness(async (harness) => {
      const { session } = harness;
      const refusal = {
        status,
        headers: {},
        bytes: new Uint8Array(),
        text: () => "{}",
        json: () => ({ error: { message: "No.", errors: [{ reason: "rateLimitExceeded" }] } }),
      };
      let puts = 0;
      const request: typeof session.http.request = (url, init) => {
        if (init.method !== "PUT") return session.http.request(url, init);
        puts += 1;
        if (puts > 1) return Promise.resolve(refusal);
        return Promise.reject(new EgressError("timeout", "No answer", "maybe"));
      };
      const cutOff = { ...session, http: { ...session.http, request } };
      const publisher = new Publisher(
        youtubeAdapter,
        { ...harness, session: cutOff },
        harness.draft("plain"),
      );
      expect(await publisher.publish()).toMatchObject({ kind: "unknown" });
      const looked = await publisher.resume();
      expect(looked.kind).toBe("pending");
      const needsAccess = looked.kind === "pending" && looked.lookRefused !== undefined;
      expect(needsAccess).toBe(status === 401);
    }),
);
