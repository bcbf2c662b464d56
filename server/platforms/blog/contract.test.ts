import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import type { CallContext, CredentialsResult, Draft } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import {
  type ContractFault,
  type ContractHarness,
  type DraftKind,
  Publisher,
  type SignedEvent,
} from "../fixtures/publisher";
import { createEgress } from "../http";
import { isSigned, toSignatureHeader } from "../standard-webhooks";
import { blogAdapter } from "./adapter";
import { createSigningSecret } from "./connect";
import {
  type PlannedAnswer,
  type Receiver,
  type ReceiverOptions,
  startReceiver,
} from "./fixtures/receiver";
import { toHtml } from "./to-blog";

const FAULTS: Partial<Record<ContractFault, PlannedAnswer>> = {
  rate_limit: { status: 429, headers: { "retry-after": "30" } },
  rate_limit_without_hint: { status: 429 },
  grant_revoked: { status: 401, body: { detail: "The key was withdrawn." } },
  permission_missing: { status: 403, body: { detail: "This key may not publish." } },
  policy_refusal: { status: 422, body: { detail: "The title is not fit to print." } },
  server_error: { status: 503 },
  error_after_accept: { status: 503, afterAccepting: true },
  lost_answer: { status: 0, cut: true, afterAccepting: true },
  lost_request: { status: 0, cut: true },
  malformed_answer: { status: 200, body: "<html>", afterAccepting: true },
  answer_without_id: { status: 200, body: { status: "published" }, afterAccepting: true },
};

function connect(context: CallContext, input: Record<string, string>): Promise<CredentialsResult> {
  const spec = blogAdapter.connect;
  if (spec.kind !== "credentials") throw new Error("A blog is connected by credentials");
  return spec.test(context, input);
}

const METRICS = { views: 3, likes: 2, shares: 1, comments: 0, saves: 1 };

type Harness = ContractHarness & { receiver: Receiver };

const rules: Partial<ContractHarness> = {
  notApplicable: {
    token_expired: "An API key has no end of its own.",
    duplicate: "A repeat is known by its key and answered like the first.",
    media_refused: "The site fetches media by address, after it has taken the post.",
  },
  losesPermalink: ["malformed_answer", "answer_without_id"],
};

async function start(options: Partial<ReceiverOptions> = {}): Promise<Harness> {
  let now = Date.now();
  let drafts = 0;
  const clock = () => new Date(now);
  const signingSecret = createSigningSecret();
  const receiver = await startReceiver({
    apiKey: "key-1234567890",
    signingSecret,
    offersMetrics: true,
    ...options,
  });
  const http = createEgress({ allow: ["127.0.0.1"], trustedOrigins: [] });
  const context: CallContext = { endpoints: blogAdapter.endpoints(null), http, now: clock };
  const connected = await connect(context, {
    url: receiver.url,
    apiKey: "key-1234567890",
    signingSecret,
  });
  if (!connected.ok) throw new Error(connected.message);
  return {
    ...rules,
    receiver,
    session: {
      ...context,
      accessToken: "",
      externalAccountId: connected.identity.externalId,
      handle: connected.identity.handle,
      credentials: connected.credentials,
    },
    draft: (kind) => {
      drafts += 1;
      if (kind === "slow") receiver.settings.pollsUntilDone = 3;
      receiver.metrics.set(`0190-${drafts}`, METRICS);
      return toDraft(kind, drafts);
    },
    async fault(fault) {
      if (fault !== "refused_after_accept" && fault !== "revoked_after_accept") {
        return receiver.answerNext(FAULTS[fault] ?? { status: 500 });
      }
      receiver.afterTaking = () => {
        receiver.settings.apiKey = "another";
      };
    },
    countPublished: () => receiver.posts.length,
    advance: (ms) => {
      now += ms;
    },
    // Only a person can: here one has put the key back.
    refresh: async () => {
      receiver.settings.apiKey = "key-1234567890";
      return null;
    },
    signedEvent: (ageMs) => sign(clock(), ageMs),
    async close() {
      await http.close();
      await receiver.close();
    },
  };
}

function toDraft(kind: DraftKind, number: number): Draft {
  const bytes = sampleBytes.png(500, number);
  const publicUrl = `https://app.example/media/${number}.png`;
  const image = toDraftMedia({ kind: "image", mimeType: "image/png", bytes, publicUrl });
  return {
    postId: `0190-${number}`,
    format: "article",
    title: `Notes ${number}`,
    text: "First <b>bold</b>.\n\nSecond & last.",
    media: kind === "media" ? [image] : [],
    options: {},
  };
}

function sign(now: Date, ageMs: number): SignedEvent {
  const text = '{"type":"post.published","external_id":"0190-1","url":"https://b.example/1"}';
  const secret = createSigningSecret();
  const timestamp = String(Math.floor((now.getTime() - ageMs) / 1000));
  const mac = createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
    .update(`msg_1.${timestamp}.${text}`)
    .digest("base64");
  const headers = {
    "webhook-id": "msg_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,bm9uZQ== v1,${mac}`,
  };
  return { body: new TextEncoder().encode(text), headers, secret, now };
}

describeAdapter(blogAdapter, () => start());

async function withHarness(
  work: (harness: Harness) => Promise<void>,
  options: Partial<ReceiverOptions> = {},
) {
  const harness = await start(options);
  try {
    await work(harness);
  } finally {
    await harness.close();
  }
}

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

it.each([
  [
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    1614265330,
    '{"test": 2432232314}',
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  ],
  [
    "msg_pub42",
    1767225600,
    '{"type":"post.publish","timestamp":"2026-01-01T00:00:00Z","external_id":"pub_42",' +
      '"title":"Hello","content":"<p>Hi</p>","status":"publish","tags":["launch"]}',
    "v1,cGfe/7d6kDlX8EIURZHmZb3BakTSCZFedaQy7nAboQ4=",
  ],
])("signs %s as Standard Webhooks does", (id, timestampSeconds, body, signature) => {
  expect(toSignatureHeader([SECRET], { id, timestampSeconds, body })).toBe(signature);
});

it("refuses a signature that is more than five minutes old", () => {
  const bytes = new TextEncoder().encode("{}");
  const signature = toSignatureHeader([SECRET], { id: "m", timestampSeconds: 1000, body: bytes });
  const headers = {
    "webhook-id": "m",
    "webhook-timestamp": "1000",
    "webhook-signature": signature,
  };
  expect(isSigned(SECRET, headers, bytes, new Date(1_300_000))).toBe(true);
  expect(isSigned(SECRET, headers, bytes, new Date(1_301_000))).toBe(false);
});

it("signs with both secrets while one replaces the other", () => {
  const old = createSigningSecret();
  const header = toSignatureHeader([SECRET, old], { id: "m", timestampSeconds: 1, body: "" });
  expect(header.split(" ")).toHaveLength(2);
});

it("sends the same key, id and bytes on every attempt", () =>
  withHarness(async (harness) => {
    await harness.fault("server_error");
    await harness.fault("lost_answer");
    const draft = harness.draft("plain");
    expect((await new Publisher(blogAdapter, harness, draft).run()).kind).toBe("published");
    const sent = harness.receiver.verified.filter(({ body }) => body.type === "post.publish");
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map((message) => JSON.stringify(message))).size).toBe(1);
    expect(harness.receiver.posts).toHaveLength(1);
    expect(harness.receiver.posts[0]?.content).toBe(
      "<p>First &lt;b&gt;bold&lt;/b&gt;.</p>\n<p>Second &amp; last.</p>",
    );
  }));

it("repeats a doubtful message for an hour, then leaves it to a person", () =>
  withHarness(async (harness) => {
    for (let nth = 0; nth < 40; nth++) await harness.fault("server_error");
    const publisher = new Publisher(blogAdapter, harness, harness.draft("plain"));
    let outcome = await publisher.publish();
    expect(outcome.kind).toBe("unknown");
    outcome = await publisher.resume();
    while (outcome.kind === "pending") {
      harness.advance(outcome.checkAfterMs);
      outcome = await publisher.resume();
    }
    expect(outcome).toMatchObject({ kind: "unknown", code: "not_told" });
    const sent = harness.receiver.verified.filter(({ body }) => body.type === "post.publish");
    expect(sent.length).toBeGreaterThan(5);
    expect(await publisher.resume()).toEqual(outcome);
  }));

it("polls a site that takes its time", () =>
  withHarness(
    async (harness) => {
      const publisher = new Publisher(blogAdapter, harness, harness.draft("plain"));
      const first = await publisher.publish();
      expect(first).toMatchObject({ kind: "pending", checkAfterMs: 5_000 });
      const last = await publisher.finish(first);
      expect(last).toMatchObject({ kind: "published", visibility: "live" });
      expect(harness.receiver.posts).toHaveLength(1);
    },
    { pollsUntilDone: 3 },
  ));

it("reads the metrics a site offers; what it does not tell is unknown", () =>
  withHarness(
    async (harness) => {
      harness.receiver.metrics.set("0190-1", { views: 12, likes: 0 });
      const counts = await blogAdapter.engagement(harness.session, ["0190-1", "0190-2"]);
      expect(counts.get("0190-1")).toMatchObject({ views: 12, likes: 0, clicks: null });
      expect(counts.get("0190-2")?.views).toBeNull();
    },
    { offersMetrics: true },
  ));

it("removes a post, and finds it gone the second time", () =>
  withHarness(async (harness) => {
    const outcome = await new Publisher(blogAdapter, harness, harness.draft("plain")).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const { session, receiver } = harness;
    expect(await blogAdapter.remove?.(session, outcome.externalId)).toEqual({ kind: "removed" });
    expect(receiver.posts[0]?.deleted).toBe(true);
  }));

it.each([
  [302, "reconnect", "redirect"],
  [403, "reconnect", "unauthorized"],
  [410, "reconnect", "endpoint_gone"],
  [404, "retry_later", "http_404"],
  [429, "retry_later", "rate_limited"],
  [408, "unknown", "http_408"],
  [500, "unknown", "http_500"],
  [503, "unknown", "http_503"],
  [413, "rejected", "invalid_content"],
])("takes %i for %s", (status, kind, code) =>
  withHarness(async (harness) => {
    const headers: Record<string, string> =
      status === 302 ? { location: "http://169.254.169.254/" } : {};
    harness.receiver.answerNext({ status, headers });
    const outcome = await new Publisher(blogAdapter, harness, harness.draft("plain")).publish();
    expect(outcome).toMatchObject({ kind, code });
    expect(harness.receiver.posts).toHaveLength(0);
  }),
);

it("names the site, and says when it does not check signatures", () =>
  withHarness(
    async (harness) => {
      const input = { url: harness.receiver.url, apiKey: "key-1234567890" };
      const result = await connect(harness.session, input);
      expect(result).toMatchObject({
        ok: true,
        identity: { displayName: "Field Notes" },
        generated: ["signingSecret"],
        warnings: [expect.stringContaining("wrong signature")],
      });
    },
    { signingSecret: null },
  ));

it("warns of nothing where the site checks signatures", () =>
  withHarness(async (harness) => {
    const result = await connect(harness.session, { ...harness.session.credentials });
    expect(result).toMatchObject({ ok: true, warnings: [], generated: [] });
  }));

it.each([
  [{ url: "not a url" }, "invalid_url", "url"],
  [{ apiKey: "wrong" }, "unauthorized", "apiKey"],
  [{ apiKey: " " }, "key_required", "apiKey"],
  [{ signingSecret: "short" }, "invalid_secret", "signingSecret"],
  [{ signingSecret: "" }, "unauthorized", "apiKey"],
  [{ apiKeyHeader: "Host" }, "invalid_header", "apiKeyHeader"],
  [{ url: "http://10.0.0.1/hook" }, "private_address", "url"],
  [{ url: "http://127.0.0.1:1/hook" }, "connection", "url"],
])("explains what is wrong with %j", (change, code, field) =>
  withHarness(async (harness) => {
    const result = await connect(harness.session, { ...harness.session.credentials, ...change });
    expect(result).toMatchObject({ ok: false, code, field });
  }),
);

it("makes paragraphs of plain text, never markup", () => {
  expect(toHtml('a\r\nb\n\n\n<script src="x">')).toBe(
    "<p>a<br>b</p>\n<p>&lt;script src=&quot;x&quot;&gt;</p>",
  );
});
