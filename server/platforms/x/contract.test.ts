import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { DraftMedia } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { type Connected, connectSandbox } from "../fixtures/connect-sandbox";
import { type ContractFault, type ContractHarness, Publisher } from "../fixtures/publisher";
import { serveSandbox } from "../fixtures/serve-sandbox";
import { xAdapter } from "./adapter";

const FAULTS: Record<ContractFault, Record<string, unknown>> = {
  rate_limit: { kind: "rate_limit", retryAfterMs: 30_000 },
  unauthorized: { kind: "token_expired" },
  server_error: { kind: "server_error" },
  // The sandbox accepts the post, then answers 504.
  lost_answer: { kind: "timeout_after_accept", holdMs: 0 },
  refusal: { kind: "moderation" },
};

async function start(): Promise<ContractHarness & { connected: Connected }> {
  let now = Date.parse("2026-03-01T10:00:00Z");
  let drafts = 0;
  const clock = () => new Date(now);
  const served = await serveSandbox(createSandbox, clock);
  const connected = await connectSandbox(xAdapter, served, clock, catalog.x.scopes);
  return {
    connected,
    session: connected.session,
    draft: () => {
      drafts += 1;
      return {
        postId: `post-${drafts}`,
        title: null,
        text: `Roast & rest <no. ${drafts}>\n\nSee https://example.com/beans/ 🌱`,
        media: null,
      };
    },
    fault: (fault) => served.addFault({ platform: "x", ...FAULTS[fault] }),
    countPublished: () => served.sandbox.ledger().length,
    advance: (ms) => {
      now += ms;
    },
    signedEvent: () => {
      const secret = served.sandbox.apps.x.webhookSecret;
      const data = {
        event_uuid: "e-1",
        event_type: "like.create",
        filter: { user_id: "7" },
        payload: { liked_tweet_id: "42" },
      };
      const text = JSON.stringify({ data });
      const mac = createHmac("sha256", secret).update(text).digest("base64");
      const headers = { "x-twitter-webhooks-signature": `sha256=${mac}` };
      return { body: new TextEncoder().encode(text), headers, secret };
    },
    async close() {
      await connected.session.http.close();
      await served.close();
    },
  };
}

describeAdapter(xAdapter, start);

async function withHarness(work: (harness: Awaited<ReturnType<typeof start>>) => Promise<void>) {
  const harness = await start();
  try {
    await work(harness);
  } finally {
    await harness.close();
  }
}

const PNG = new Uint8Array([
  0x89,
  0x50,
  0x4e,
  0x47,
  0x0d,
  0x0a,
  0x1a,
  0x0a,
  ...new Array(2_000_000),
]);
const MP4 = new Uint8Array([0, 0, 0, 24, ...Buffer.from("ftypisom"), ...new Array(3_000)]);

function toMedia(kind: "image" | "video", bytes: Uint8Array): DraftMedia {
  return {
    kind,
    mimeType: kind === "image" ? "image/png" : "video/mp4",
    bytes: bytes.byteLength,
    altText: kind === "image" ? "A sack of beans" : null,
    sha256: "",
    read: async (from, to) => bytes.slice(from, to),
    publicUrl: null,
  };
}

it.each([
  ["image", PNG],
  ["video", MP4],
] as const)("uploads an %s in segments, also across deaths", (kind, bytes) =>
  withHarness(async (harness) => {
    for (let kill = 1; kill < 4; kill++) {
      const draft = { ...harness.draft(), media: toMedia(kind, bytes) };
      const outcome = await new Publisher(xAdapter, harness, draft, kill).run();
      expect(outcome.kind).toBe("published");
      expect(harness.countPublished()).toBe(kill);
    }
  }),
);

it("says which media X could not read", () =>
  withHarness(async (harness) => {
    const draft = { ...harness.draft(), media: toMedia("video", PNG.slice(0, 500)) };
    const outcome = await new Publisher(xAdapter, harness, draft).run();
    expect(outcome).toMatchObject({ kind: "rejected", code: "media_failed", field: "media" });
  }));

it("refuses a text that the account posted in an earlier post", () =>
  withHarness(async (harness) => {
    const draft = harness.draft();
    await new Publisher(xAdapter, harness, draft).run();
    harness.advance(3_600_000);
    const again = await new Publisher(xAdapter, harness, { ...draft, postId: "other" }).run();
    expect(again).toMatchObject({ kind: "rejected", code: "duplicate" });
    expect(harness.countPublished()).toBe(1);
  }));

it("gives a new refresh token each time, and says when the old one is spent", () =>
  withHarness(async ({ connected }) => {
    const { session, spec, client, tokens, scopes } = connected;
    const refresh = (refreshToken: string) =>
      spec.refresh(session, { client, refreshToken, scopes });
    const first = await refresh(tokens.refreshToken ?? "");
    expect(first).toMatchObject({ ok: true });
    if (first.ok) expect(first.tokens.refreshToken).toBeTruthy();
    expect(await refresh(tokens.refreshToken ?? "")).toMatchObject({
      ok: false,
      definitive: true,
    });
  }));

it("removes a post, and finds it gone the second time", () =>
  withHarness(async (harness) => {
    const outcome = await new Publisher(xAdapter, harness, harness.draft()).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const { session } = harness;
    expect(await xAdapter.remove?.(session, outcome.externalId)).toEqual({ kind: "removed" });
    expect(await xAdapter.remove?.(session, outcome.externalId)).toEqual({ kind: "already_gone" });
    expect((await xAdapter.engagement(session, [outcome.externalId])).size).toBe(0);
  }));

it("tells clicks for thirty days and calls them unknown afterwards", () =>
  withHarness(async (harness) => {
    const outcome = await new Publisher(xAdapter, harness, harness.draft()).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const read = async () => {
      const { session, spec, client, tokens, scopes } = harness.connected;
      const refreshToken = tokens.refreshToken ?? "";
      const fresh = await spec.refresh(session, { client, refreshToken, scopes });
      if (!fresh.ok) throw new Error(fresh.code);
      tokens.refreshToken = fresh.tokens.refreshToken;
      const live = { ...session, accessToken: fresh.tokens.accessToken };
      return (await xAdapter.engagement(live, [outcome.externalId])).get(outcome.externalId);
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
