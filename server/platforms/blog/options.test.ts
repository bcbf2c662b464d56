import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Draft, Session } from "../adapter";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import { createEgress } from "../http";
import { blogAdapter } from "./adapter";
import { createSigningSecret } from "./connect";
import { type Receiver, startReceiver } from "./fixtures/receiver";

const toDraft = (options: Record<string, string>, changes: Partial<Draft> = {}): Draft => ({
  postId: "0190-1",
  format: "article",
  title: "Notes",
  text: "First.\n\nSecond.",
  media: [],
  options,
  ...changes,
});

let receiver: Receiver;
let session: Session;
let now: number;
beforeEach(async () => {
  const signingSecret = createSigningSecret();
  receiver = await startReceiver({ apiKey: "key-1234567890", signingSecret });
  now = Date.now();
  session = {
    endpoints: blogAdapter.endpoints(null),
    http: createEgress({ allow: ["127.0.0.1"], trustedOrigins: [] }),
    now: () => new Date(now),
    accessToken: "",
    externalAccountId: "site",
    handle: "site",
    credentials: { url: receiver.url, apiKey: "key-1234567890", signingSecret },
  };
});
afterEach(async () => {
  await session.http.close();
  await receiver.close();
});

function publish(draft: Draft) {
  const advance = (ms: number) => {
    now += ms;
  };
  return new Publisher(blogAdapter, { session, advance }, draft).run();
}

const sent = () => receiver.posts[0]?.body;

describe("a blog post's options", () => {
  it("go out as the contract names them", async () => {
    const options = {
      tags: "launch\nnews\nlaunch",
      categories: "Coffee",
      excerpt: " In short. ",
      slug: "notes-1",
      contentFormat: "markdown",
    };
    await publish(toDraft(options));
    expect(sent()).toMatchObject({
      status: "publish",
      tags: ["launch", "news"],
      categories: ["Coffee"],
      excerpt: "In short.",
      slug: "notes-1",
      content: "First.\n\nSecond.",
      content_format: "markdown",
    });
    expect(sent()).not.toHaveProperty("publish_at");
  });

  it("leave out what is empty", async () => {
    await publish(toDraft({}));
    expect(sent()).toMatchObject({ tags: [], categories: [], content_format: "html" });
    expect(sent()).not.toHaveProperty("excerpt");
    expect(sent()).not.toHaveProperty("slug");
  });

  it.each([
    [{}, "publish", "live"],
    [{ status: "draft" }, "draft", "draft"],
    [{ status: "scheduled", publishAt: "2030-01-02T09:00:00+01:00" }, "scheduled", "scheduled"],
  ])("%j asks for %s and is %s", async (options, status, visibility) => {
    expect(await publish(toDraft(options))).toMatchObject({ kind: "published", visibility });
    expect(sent()).toMatchObject({ status });
    const isScheduled = status === "scheduled";
    expect(sent()?.publish_at).toBe(isScheduled ? "2030-01-02T08:00:00.000Z" : undefined);
  });

  it("are believed where the site says nothing", async () => {
    receiver.answerNext({ status: 201, body: { id: 1 }, afterAccepting: true });
    expect(await publish(toDraft({ status: "draft" }))).toMatchObject({ visibility: "draft" });
  });

  it.each([
    [{ status: "scheduled" }, "options.publishAt"],
    [{ tags: `fine\n${"long".repeat(20)}` }, "options.tags"],
    [{ slug: "Not a slug" }, "options.slug"],
  ])("are refused before anything is sent: %j", async (options, field) => {
    const draft = toDraft(options);
    expect(blogAdapter.check(draft)).toContainEqual(
      expect.objectContaining({ severity: "error", field }),
    );
    expect(await publish(draft)).toMatchObject({ kind: "rejected", field });
    expect(receiver.posts).toHaveLength(0);
  });
});

describe("a blog post's media", () => {
  const file = (kind: "image" | "video", name: string, altText: string | null = null) =>
    toDraftMedia({
      kind,
      mimeType: kind === "image" ? "image/png" : "video/mp4",
      bytes: kind === "image" ? sampleBytes.png() : sampleBytes.mp4(),
      altText,
      publicUrl: `https://app.example/media/${name}`,
    });

  it("are linked in order, the first image at the head", async () => {
    const media = [file("video", "1"), file("image", "2", "Beans"), file("image", "3")];
    await publish(toDraft({}, { media }));
    expect(sent()?.media).toMatchObject([
      { url: "https://app.example/media/1", role: "inline", mime_type: "video/mp4", alt: "" },
      { url: "https://app.example/media/2", role: "featured", alt: "Beans" },
      { url: "https://app.example/media/3", role: "inline" },
    ]);
  });

  it("must have an address that the site can fetch", async () => {
    const media = [{ ...file("image", "1"), publicUrl: null }];
    expect(await publish(toDraft({}, { media }))).toMatchObject({
      kind: "rejected",
      code: "media_unreachable",
      field: "media",
    });
  });
});
