import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft, DraftMedia } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import { runWith, type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import type { ServedSandbox } from "../fixtures/serve-sandbox";
import type { EgressClient } from "../http";
import { noTimeInSignature, signedChange } from "../meta/fixtures/signed-change";
import { instagramAdapter } from "./adapter";

function toImage(served: ServedSandbox, seed: number): DraftMedia {
  const bytes = sampleBytes.jpeg(3_000, seed);
  const publicUrl = served.host(bytes, "image/jpeg");
  return toDraftMedia({
    kind: "image",
    mimeType: "image/jpeg",
    bytes,
    publicUrl,
    altText: "Beans",
  });
}

function toVideo(served: ServedSandbox, seed: number): DraftMedia {
  const bytes = sampleBytes.mp4(5_000, seed);
  const publicUrl = served.host(bytes, "video/mp4");
  return toDraftMedia({ kind: "video", mimeType: "video/mp4", bytes, publicUrl });
}

function toDraft(number: number, format: string, media: DraftMedia[]): Draft {
  const text = `Roast & rest no. ${number} #coffee\n\nWith @friends 🌱`;
  return { postId: `post-${number}`, format, title: null, text, media, options: {} };
}

function start(): Promise<SandboxHarness> {
  return startSandboxHarness(instagramAdapter, {
    createSandbox,
    // Meta tells a wait in whole minutes.
    hintMs: 60_000,
    notApplicable: {
      duplicate: "Instagram takes the same content again; no code for it is documented.",
      webhook_stale: noTimeInSignature,
    },
    draft: (kind, number, served) =>
      kind === "slow"
        ? toDraft(number, "reel", [toVideo(served, number)])
        : toDraft(number, "image", [toImage(served, number)]),
    signedEvent: ({ served, now }) =>
      signedChange(served, now, {
        object: "instagram",
        id: "17",
        field: "comments",
        value: {
          id: "C",
          text: "hi",
          from: { id: "U", username: "u" },
          media: { id: "M", media_product_type: "FEED" },
        },
      }),
  });
}

describeAdapter(instagramAdapter, start);

const withHarness = runWith(start);

const formats: Record<string, (served: ServedSandbox, seed: number) => Draft> = {
  "an image": (served, seed) => toDraft(seed, "image", [toImage(served, seed)]),
  "a carousel": (served, seed) =>
    toDraft(seed, "carousel", [toImage(served, seed), toVideo(served, seed), toImage(served, 99)]),
  "a reel": (served, seed) => toDraft(seed, "reel", [toVideo(served, seed)]),
  "an image story": (served, seed) => toDraft(seed, "story", [toImage(served, seed)]),
  "a video story": (served, seed) => toDraft(seed, "story", [toVideo(served, seed)]),
};

it.each(Object.entries(formats))(
  "publishes %s once, whatever receipt it dies after",
  (_name, make) =>
    withHarness(async (harness) => {
      for (let kill = 1; ; kill++) {
        const dying = new Publisher(instagramAdapter, harness, make(harness.served, kill), kill);
        const outcome = await dying.run();
        expect(dying.saves).toBeGreaterThan(0);
        expect(outcome).toMatchObject({ kind: "published", visibility: "live" });
        expect(harness.countPublished()).toBe(kill);
        if (outcome.kind !== "published") return;
        expect(outcome.permalink).toMatch(/\/instagram\/p\//);
        const told = await instagramAdapter.engagement(harness.session, [outcome.externalId]);
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
        const draft = make(harness.served, count);
        const outcome = await new Publisher(instagramAdapter, harness, draft).run();
        expect(outcome.kind, draft.format).toBe("published");
        expect(harness.countPublished(), draft.format).toBe(count);
      }
    }),
);

it("finds its own post among others that say the same", () =>
  withHarness(async (harness) => {
    const draft = toDraft(1, "image", [toImage(harness.served, 1)]);
    const first = await new Publisher(instagramAdapter, harness, draft).run();
    harness.advance(60_000);
    await harness.fault("lost_answer");
    const second = await new Publisher(instagramAdapter, harness, { ...draft, postId: "2" }).run();
    if (first.kind !== "published" || second.kind !== "published") throw new Error("not published");
    expect(second.externalId).not.toBe(first.externalId);
    expect(harness.countPublished()).toBe(2);
  }));

it("gives a publish that may still be on its way a minute before it asks again", () =>
  withHarness(async (harness) => {
    await harness.fault("lost_request");
    const draft = toDraft(1, "image", [toImage(harness.served, 1)]);
    const doubtful = new Publisher(instagramAdapter, harness, draft);
    expect((await doubtful.publish()).kind).toBe("unknown");
    expect((await doubtful.resume()).kind).toBe("pending");
    expect(harness.countPublished()).toBe(0);
    harness.advance(61_000);
    expect((await doubtful.resume()).kind).toBe("published");
    expect(harness.countPublished()).toBe(1);
  }));

it("begins anew when Instagram has forgotten the container", () =>
  withHarness(async (harness) => {
    const draft = toDraft(1, "reel", [toVideo(harness.served, 1)]);
    const late = new Publisher(instagramAdapter, harness, draft);
    expect((await late.publish()).kind).toBe("pending");
    harness.advance(25 * 3_600_000);
    const forgotten = await late.resume();
    expect(forgotten).toMatchObject({ kind: "retry_later", code: "container_expired" });
    expect((await late.finish(forgotten)).kind).toBe("published");
    expect(harness.countPublished()).toBe(1);
  }));

it("waits when the account has posted as much as a day allows", () =>
  withHarness(async (harness) => {
    const { session } = harness;
    const full = { data: [{ quota_usage: 100, config: { quota_total: 100 } }] };
    const http: EgressClient = {
      ...session.http,
      request: async (url, init) => {
        const answer = await session.http.request(url, init);
        const isQuota = url.includes("/content_publishing_limit");
        return isQuota ? { ...answer, json: () => full } : answer;
      },
    };
    const draft = toDraft(1, "image", [toImage(harness.served, 1)]);
    const key = { key: "1", attempt: 1, firstAttemptAt: harness.now() };
    const capped = { ...session, http };
    const outcome = await instagramAdapter.publish(capped, draft, key, async () => undefined);
    expect(outcome).toMatchObject({ kind: "retry_later", code: "daily_cap" });
    expect(harness.countPublished()).toBe(0);
  }));

it("says that a video could not be read", () =>
  withHarness(async (harness) => {
    const bytes = new Uint8Array(4_000);
    const publicUrl = harness.served.host(bytes, "video/mp4");
    const video = toDraftMedia({ kind: "video", mimeType: "video/mp4", bytes, publicUrl });
    const outcome = await new Publisher(
      instagramAdapter,
      harness,
      toDraft(1, "reel", [video]),
    ).run();
    expect(outcome).toMatchObject({ kind: "rejected", code: "media_failed", field: "media" });
  }));

it("refuses a draft whose file nobody can fetch", () =>
  withHarness(async (harness) => {
    const hidden = { ...toImage(harness.served, 1), publicUrl: null };
    const outcome = await new Publisher(
      instagramAdapter,
      harness,
      toDraft(1, "image", [hidden]),
    ).publish();
    expect(outcome).toMatchObject({ kind: "rejected", code: "media_not_public", field: "media" });
  }));

it("says what is missing where posts may not be deleted", () =>
  withHarness(async (harness) => {
    const outcome = await new Publisher(instagramAdapter, harness, harness.draft("plain")).run();
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    await harness.strike({ kind: "permission_missing" });
    expect(await instagramAdapter.remove?.(harness.session, outcome.externalId)).toMatchObject({
      kind: "reconnect",
      message: expect.stringMatching(/delete posts.*Reconnect/),
    });
  }));
