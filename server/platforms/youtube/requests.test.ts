import { afterEach, beforeEach, expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import type { EgressRequest } from "../http";
import { youtubeAdapter } from "./adapter";
import { toAnalyticsBase, youtubeEndpoints } from "./endpoints";
import { type Judged, judgeRequest } from "./fixtures/discovery";

const media = [
  toDraftMedia({ kind: "video", mimeType: "video/mp4", bytes: sampleBytes.mp4() }),
  toDraftMedia({ kind: "image", mimeType: "image/png", bytes: sampleBytes.png() }),
];
const full: Draft = {
  postId: "post-1",
  format: "video",
  title: "Pour over",
  text: "How we brew it & why.",
  media,
  options: {
    privacy: "unlisted",
    tags: "coffee\npour over",
    categoryId: "26",
    madeForKids: "true",
  },
};

let harness: SandboxHarness;
beforeEach(async () => {
  harness = await startSandboxHarness(youtubeAdapter, { createSandbox, draft: () => full });
});
afterEach(() => harness.close());

interface Sent {
  url: URL;
  init: EgressRequest;
}

/** The same session, with every request noted as it would go to Google. */
function record(): { session: typeof harness.session; sent: Sent[] } {
  const sent: Sent[] = [];
  const { session } = harness;
  const real = youtubeEndpoints(null);
  const pairs = [
    [session.endpoints.upload, real.upload],
    [session.endpoints.api, real.api],
    [toAnalyticsBase(session.endpoints), toAnalyticsBase(real)],
  ] as const;
  const request: typeof session.http.request = (url, init) => {
    const [from = "", to = ""] = pairs.find(([base]) => url.startsWith(base)) ?? [];
    sent.push({ url: new URL(url.replace(from, to)), init });
    return session.http.request(url, init);
  };
  return { session: { ...session, http: { ...session.http, request } }, sent };
}

/** Everything but the bytes: those go to an address that Google gave. */
function judge(sent: readonly Sent[]): Judged[] {
  return sent
    .filter(({ url }) => !url.searchParams.has("upload_id"))
    .map(({ url, init }) => {
      const judged = judgeRequest(url, init);
      if (!judged) throw new Error(`Not described: ${init.method ?? "GET"} ${url.href}`);
      return judged;
    });
}

async function publishRecorded(draft: Draft) {
  const { session, sent } = record();
  const publisher = new Publisher(youtubeAdapter, { ...harness, session }, draft);
  const outcome = await publisher.run();
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  return { session, sent, outcome };
}

it("sends nothing that Google's description does not allow, with scopes that suffice", async () => {
  const { session, sent, outcome } = await publishRecorded(full);
  await youtubeAdapter.engagement(session, [outcome.externalId]);
  await youtubeAdapter.remove?.(session, outcome.externalId);
  const connect = youtubeAdapter.connect;
  if (connect.kind === "oauth") await connect.identify(session);

  const judged = judge(sent);
  expect(judged.flatMap(({ problems }) => problems)).toEqual([]);
  expect(new Set(judged.map(({ method }) => method))).toEqual(
    new Set([
      "youtube.videos.insert",
      "youtube.videos.list",
      "youtube.thumbnails.set",
      "youtubeAnalytics.reports.query",
      "youtube.videos.delete",
      "youtube.channels.list",
    ]),
  );
  const { scopes } = catalog.youtube;
  for (const { method, scopes: enough } of judged) {
    expect(
      enough.some((scope) => scopes.includes(scope)),
      method,
    ).toBe(true);
  }
});

it("is judged by a description that does refuse", () => {
  const url = new URL("https://www.googleapis.com/upload/youtube/v3/videos?uploadType=resumable");
  const body = JSON.stringify({ snippet: { tags: "a" }, status: { privacyStatus: "secret" } });
  const headers = { "content-type": "application/json" };
  expect(judgeRequest(url, { method: "POST", headers, body })?.problems).toEqual([
    "part: is required",
    "$.snippet.tags: is no list",
    "$.status.privacyStatus: secret is not one of public, unlisted, private",
  ]);
});

it("always says the privacy and for whom the video is made", async () => {
  const { sent } = await publishRecorded({ ...full, options: { privacy: "public" } });
  const insert = sent.find(({ init }) => init.method === "POST");
  expect(JSON.parse(String(insert?.init.body))).toEqual({
    snippet: { title: "Pour over", description: "How we brew it & why.", categoryId: "22" },
    status: { privacyStatus: "public", selfDeclaredMadeForKids: false },
  });
  const names = Object.keys(insert?.init.headers ?? {});
  expect(names).toEqual(
    expect.arrayContaining(["x-upload-content-length", "x-upload-content-type"]),
  );
});

it("sends tags and category as chosen", async () => {
  const { sent } = await publishRecorded(full);
  const insert = sent.find(({ init }) => init.method === "POST");
  expect(JSON.parse(String(insert?.init.body))).toMatchObject({
    snippet: { tags: ["coffee", "pour over"], categoryId: "26" },
    status: { privacyStatus: "unlisted", selfDeclaredMadeForKids: true },
  });
});

it("gives a Short its own address and no thumbnail", async () => {
  const { sent, outcome } = await publishRecorded({ ...full, format: "short" });
  expect(outcome.permalink).toContain(`/shorts/${outcome.externalId}`);
  expect(sent.some(({ url }) => url.pathname.endsWith("/thumbnails/set"))).toBe(false);
});
