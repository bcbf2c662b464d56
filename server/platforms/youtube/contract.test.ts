import { createHash, createHmac, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft, DraftMedia } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { type Connected, connectSandbox } from "../fixtures/connect-sandbox";
import { type ContractFault, type ContractHarness, Publisher } from "../fixtures/publisher";
import { serveSandbox } from "../fixtures/serve-sandbox";
import { EgressError } from "../http";
import { youtubeAdapter } from "./adapter";
import { toPacificMidnight } from "./errors";

const FAULTS: Record<ContractFault, Record<string, unknown>> = {
  rate_limit: { kind: "rate_limit", scope: "media", retryAfterMs: 30_000 },
  unauthorized: { kind: "token_expired" },
  server_error: { kind: "server_error" },
  // The sandbox makes the video, then answers 504.
  lost_answer: { kind: "timeout_after_accept", holdMs: 0 },
  refusal: { kind: "moderation" },
};

function toVideo(size: number): DraftMedia & { content: Uint8Array } {
  const content = new Uint8Array(Buffer.concat([MP4_HEAD, randomBytes(size - MP4_HEAD.length)]));
  return {
    content,
    kind: "video",
    mimeType: "video/mp4",
    bytes: size,
    altText: null,
    sha256: createHash("sha256").update(content).digest("hex"),
    read: async (from, to) => content.slice(from, to),
    publicUrl: null,
  };
}
const MP4_HEAD = Buffer.from([0, 0, 0, 24, ...Buffer.from("ftypisom")]);

type Harness = ContractHarness & {
  connected: Connected;
  evidence(): string[];
  strike(fault: Record<string, unknown>): Promise<void>;
};

async function start(): Promise<Harness> {
  let now = Date.parse("2026-03-01T10:00:00Z");
  let drafts = 0;
  const clock = () => new Date(now);
  const served = await serveSandbox(createSandbox, clock);
  const connected = await connectSandbox(youtubeAdapter, served, clock, catalog.youtube.scopes);
  const strike = (fault: Record<string, unknown>) =>
    served.addFault({ platform: "youtube", ...fault });
  return {
    connected,
    session: connected.session,
    strike,
    draft: () => {
      drafts += 1;
      return {
        postId: `post-${drafts}`,
        title: `Pour over, part ${drafts}`,
        text: "How we brew it & why.",
        media: toVideo(5_000),
      };
    },
    fault: (fault) => strike(FAULTS[fault]),
    countPublished: () => served.sandbox.ledger().length,
    evidence: () => served.sandbox.ledger().map((entry) => JSON.stringify(entry)),
    advance: (ms) => {
      now += ms;
    },
    signedEvent: () => {
      const secret = "hub-secret-of-the-subscription";
      const text =
        "<feed><entry><yt:videoId>V1</yt:videoId><yt:channelId>UC1</yt:channelId>" +
        "<updated>2026-03-01T10:00:00Z</updated></entry></feed>";
      const mac = createHmac("sha1", secret).update(text).digest("hex");
      return {
        body: new TextEncoder().encode(text),
        headers: { "x-hub-signature": `sha1=${mac}` },
        secret,
      };
    },
    async close() {
      await connected.session.http.close();
      await served.close();
    },
  };
}

describeAdapter(youtubeAdapter, start);

async function withHarness(work: (harness: Harness) => Promise<void>) {
  const harness = await start();
  try {
    await work(harness);
  } finally {
    await harness.close();
  }
}

it("sends a large file in parts, whole, through an outage in the middle", () =>
  withHarness(async (harness) => {
    const media = toVideo(9_000_001);
    await harness.strike({ kind: "server_error", times: 1 });
    const draft = { ...harness.draft(), media };
    const outcome = await new Publisher(youtubeAdapter, harness, draft).run();
    expect(outcome.kind).toBe("published");
    expect(harness.countPublished()).toBe(1);
    expect(harness.evidence()[0]).toContain(media.sha256);
  }));

it("finds the same video when a run believed dead comes back with old notes", () =>
  withHarness(async (harness) => {
    const dying = new Publisher(youtubeAdapter, harness, harness.draft(), 1);
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
    const draft: Draft = { ...harness.draft(), options: { privacy } };
    const outcome = await new Publisher(youtubeAdapter, harness, draft).run();
    expect(outcome).toMatchObject({ kind: "published", visibility });
  }),
);

it("never guesses a privacy it does not know", () =>
  withHarness(async (harness) => {
    const draft: Draft = { ...harness.draft(), options: { privacy: "secret" } };
    const outcome = await new Publisher(youtubeAdapter, harness, draft).run();
    expect(outcome).toMatchObject({ kind: "rejected", code: "invalid_privacy" });
    expect(harness.countPublished()).toBe(0);
  }));

it("says which field YouTube refuses", () =>
  withHarness(async (harness) => {
    const draft: Draft = { ...harness.draft(), title: "a < b" };
    const outcome = await new Publisher(youtubeAdapter, harness, draft).run();
    expect(outcome).toMatchObject({ kind: "rejected", code: "invalidTitle", field: "title" });
    const noVideo = { ...harness.draft(), media: null };
    expect(await new Publisher(youtubeAdapter, harness, noVideo).run()).toMatchObject({
      kind: "rejected",
      field: "media",
    });
  }));

it("keeps the refresh token by sending none back, and knows a revoked grant", () =>
  withHarness(async ({ connected }) => {
    const { session, spec, client, tokens, scopes } = connected;
    const refreshToken = tokens.refreshToken ?? "";
    expect(refreshToken).not.toBe("");
    const again = await spec.refresh(session, { client, refreshToken, scopes });
    expect(again).toMatchObject({ ok: true, tokens: { refreshToken: null } });
    expect(await spec.revoke(session, { client, token: refreshToken })).toMatchObject({ ok: true });
    expect(await spec.refresh(session, { client, refreshToken, scopes })).toMatchObject({
      ok: false,
      definitive: true,
      code: "invalid_grant",
    });
  }));

it("does not call an outage of the token endpoint the end of the grant", () =>
  withHarness(async (harness) => {
    const { session, spec, client, tokens, scopes } = harness.connected;
    await harness.strike({ kind: "server_error", scope: "token" });
    const refreshToken = tokens.refreshToken ?? "";
    expect(await spec.refresh(session, { client, refreshToken, scopes })).toMatchObject({
      ok: false,
      definitive: false,
    });
  }));

it("says that deleting needs a permission the connection does not ask for", () =>
  withHarness(async (harness) => {
    const outcome = await new Publisher(youtubeAdapter, harness, harness.draft()).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const removed = await youtubeAdapter.remove?.(harness.session, outcome.externalId);
    expect(removed).toMatchObject({ kind: "reconnect", code: "insufficientPermissions" });
  }));

it.each([
  ["2026-03-01T10:00:00Z", "2026-03-02T08:00:00Z"],
  // The day on which clocks go forward has 23 hours.
  ["2026-03-08T09:00:00Z", "2026-03-09T07:00:00Z"],
])("finds the next Pacific midnight after %s", (now, midnight) => {
  expect(new Date(toPacificMidnight(new Date(now)))).toEqual(new Date(midnight));
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
        harness.draft(),
      );
      expect(await publisher.publish()).toMatchObject({ kind: "unknown" });
      const looked = await publisher.resume();
      expect(looked.kind).toBe(status === 401 ? "reconnect" : "pending");
    }),
);
