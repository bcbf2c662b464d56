import { Agent } from "node:https";
import { connect } from "node:net";
import { type ITwitterApiClientPlugin, TwitterApi } from "twitter-api-v2";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import { sampleBytes } from "../fixtures/draft-media";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import { xAdapter } from "./adapter";

// A widely used client, which nobody here wrote, talks to the imitation.

let harness: SandboxHarness;
beforeEach(async () => {
  const draft = () => {
    throw new Error("The client brings its own");
  };
  harness = await startSandboxHarness(xAdapter, { createSandbox, draft });
});
afterEach(() => harness.close());

/** It knows X's own address only, so its connections and paths are led to the sandbox. */
class ToSandbox extends Agent {
  constructor(private readonly port: number) {
    super();
  }
  override createConnection() {
    return connect(this.port, "127.0.0.1");
  }
}

function connectClient(token = harness.session.accessToken): TwitterApi {
  const { pathname, port } = new URL(harness.served.baseUrl);
  const toSandbox: ITwitterApiClientPlugin = {
    onBeforeRequest({ computedParams }) {
      const { url } = computedParams;
      url.pathname = `${pathname}/x${url.pathname}`;
    },
  };
  return new TwitterApi(token, { httpAgent: new ToSandbox(Number(port)), plugins: [toSandbox] });
}

it("says who it is, posts with a picture, reads the post back and deletes it", async () => {
  const { v2 } = connectClient();
  const me = await v2.me();
  expect(me.data.id).toBe(harness.session.externalAccountId);

  const mediaId = await v2.uploadMedia(Buffer.from(sampleBytes.png()), {
    media_type: "image/png",
    media_category: "tweet_image",
  });
  await v2.createMediaMetadata(mediaId, { alt_text: { text: "A sack of beans" } });
  const posted = await v2.tweet("Beans & bread", { media: { media_ids: [mediaId] } });
  expect(posted.data.text).toMatch(/^Beans &amp; bread https:\/\/t\.co\//);

  const { id } = posted.data;
  const read = await v2.singleTweet(id, { "tweet.fields": ["public_metrics", "entities"] });
  expect(read.data.public_metrics?.like_count).toEqual(expect.any(Number));
  const timeline = await v2.userTimeline(me.data.id, { max_results: 5 });
  expect(timeline.tweets.map((tweet) => tweet.id)).toEqual([id]);

  expect(await v2.deleteTweet(id)).toEqual({ data: { deleted: true } });
});

it("posts a thread and a poll", async () => {
  const { v2 } = connectClient();
  const thread = await v2.tweetThread(["One", "Two", "Three"]);
  expect(thread).toHaveLength(3);
  const poll = { options: ["Filter", "Espresso"], duration_minutes: 60 };
  await v2.tweet("Which one?", { poll });
  expect(harness.countPublished()).toBe(4);
});

it("understands the refusals and the limits", async () => {
  const { v2 } = connectClient();
  await v2.tweet("Once");
  await expect(v2.tweet("Once")).rejects.toMatchObject({
    code: 403,
    data: { detail: expect.stringContaining("duplicate content") },
    rateLimit: { limit: 100, remaining: 98 },
  });
  await harness.strike({ kind: "rate_limit", retryAfterMs: 60_000 });
  await expect(v2.tweet("Again")).rejects.toMatchObject({ code: 429, rateLimitError: true });
  await expect(connectClient("nobody").v2.me()).rejects.toMatchObject({ code: 401 });
});
