import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { Publisher } from "../fixtures/publisher";
import type { SandboxHarness } from "../fixtures/sandbox-harness";
import type { EgressClient } from "../http";
import { tiktokAdapter } from "./adapter";
import { chosen, run, toDraft, toPhoto, toPhotos, withTikTok } from "./fixtures/harness";

const withHarness = (work: (harness: SandboxHarness) => Promise<void>) =>
  withTikTok(createSandbox, work);

it("publishes photos at most once, whatever receipt it dies after", () =>
  withHarness(async (harness) => {
    const dead = new Publisher(tiktokAdapter, harness, toPhotos(harness.served, 1), 1);
    await dead.publish().catch(() => undefined);
    expect((await dead.resume()).kind).toBe("pending");
    harness.advance(31 * 60_000);
    // The announcement may have been sent and be lost: no second one without a person.
    expect(await dead.resume()).toMatchObject({ kind: "unknown", code: "not_found" });
    expect(harness.countPublished()).toBe(0);
    const dying = new Publisher(tiktokAdapter, harness, toPhotos(harness.served, 2), 2);
    expect((await dying.run()).kind).toBe("published");
    expect(harness.countPublished()).toBe(1);
  }));

it.each(["error_after_accept", "lost_answer", "malformed_answer", "answer_without_id"] as const)(
  "finds photos on the profile after the fault %s",
  (fault) =>
    withHarness(async (harness) => {
      await run(harness, toPhotos(harness.served, 1));
      await harness.fault(fault);
      const doubtful = new Publisher(tiktokAdapter, harness, toPhotos(harness.served, 2));
      const first = await doubtful.publish();
      expect(first.kind).toBe("unknown");
      expect(harness.countPublished()).toBe(2);
      const [, entry] = harness.served.sandbox.ledger();
      const last = await doubtful.finish(first);
      expect(last).toMatchObject({ kind: "published", externalId: entry?.externalId });
      expect(harness.countPublished()).toBe(2);
    }),
);

it("leaves photos to a person when TikTok refuses to list what is on the profile", () =>
  withHarness(async (harness) => {
    await harness.fault("lost_answer");
    const { http } = harness.session;
    const request: EgressClient["request"] = async (url, init) => {
      const response = await http.request(url, init);
      if (!url.includes("/video/list/")) return response;
      const error = { code: "invalid_params", message: "Photos are not listed", log_id: "1" };
      const text = JSON.stringify({ data: {}, error });
      return { ...response, status: 400, text: () => text, json: () => JSON.parse(text) };
    };
    const session = { ...harness.session, http: { ...http, request } };
    const { advance } = harness;
    const publisher = new Publisher(
      tiktokAdapter,
      { session, advance },
      toPhotos(harness.served, 1),
    );
    const last = await publisher.finish(await publisher.publish());
    expect(last).toMatchObject({ kind: "unknown", code: "invalid_params" });
    expect(harness.countPublished()).toBe(1);
  }));

it("leaves private photos to a person when the answer was lost", () =>
  withHarness(async (harness) => {
    await harness.fault("lost_answer");
    const options = { ...chosen, privacy: "SELF_ONLY" };
    const outcome = await run(harness, { ...toPhotos(harness.served, 1), options });
    expect(outcome).toMatchObject({ kind: "unknown", code: "not_found" });
    expect(harness.countPublished()).toBe(1);
  }));

it("tells every digit of a public post's id, and reads its counts by it", () =>
  withHarness(async (harness) => {
    const outcome = await run(harness, toPhotos(harness.served, 1));
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const [entry] = harness.served.sandbox.ledger();
    expect(outcome.externalId).toBe(entry?.externalId);
    expect(Number.isSafeInteger(Number(outcome.externalId))).toBe(false);
    expect(outcome.permalink).toMatch(
      new RegExp(`/@northlightcoffee/photo/${outcome.externalId}$`),
    );
    expect(JSON.stringify(outcome.response)).toContain(outcome.externalId);
    const page = await harness.served.sandbox.handle(new Request(outcome.permalink ?? ""));
    expect(page.status).toBe(200);
  }));

it("begins anew after TikTok could not fetch the photos, and not when it disliked them", () =>
  withHarness(async (harness) => {
    const gone = { ...toPhoto(harness.served, 1), publicUrl: `${harness.served.origin}/gone.jpg` };
    const failed = new Publisher(tiktokAdapter, harness, toDraft(1, "photos", [gone]));
    const pending = await failed.publish();
    harness.advance(10_000);
    expect(pending.kind).toBe("pending");
    expect(await failed.resume()).toMatchObject({ kind: "retry_later", code: "photo_pull_failed" });
    const bytes = sampleBytes.png();
    const publicUrl = harness.served.host(bytes, "image/png");
    const png = toDraftMedia({ kind: "image", mimeType: "image/png", bytes, publicUrl });
    expect(await run(harness, toDraft(2, "photos", [png]))).toMatchObject({
      kind: "rejected",
      code: "file_format_check_failed",
      field: "media",
    });
    expect(harness.countPublished()).toBe(0);
  }));

it("refuses photos that nobody can fetch", () =>
  withHarness(async (harness) => {
    const hidden = { ...toPhoto(harness.served, 1), publicUrl: null };
    const outcome = await run(harness, toDraft(1, "photos", [hidden]));
    expect(outcome).toMatchObject({ kind: "rejected", code: "media_not_public", field: "media" });
  }));
