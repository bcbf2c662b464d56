import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import { describeAdapter } from "../contract-suite";
import { Publisher } from "../fixtures/publisher";
import type { SandboxHarness } from "../fixtures/sandbox-harness";
import { tiktokAdapter } from "./adapter";
import { chosen, draft, run, startTikTok, toDraft, toVideo, withTikTok } from "./fixtures/harness";

const withHarness = (work: (harness: SandboxHarness) => Promise<void>) =>
  withTikTok(createSandbox, work);

describeAdapter(tiktokAdapter, () => startTikTok(createSandbox));

it("keeps the publish id of a private post, which has no address and no counts", () =>
  withHarness(async (harness) => {
    const options = { ...chosen, privacy: "SELF_ONLY" };
    const outcome = await run(harness, { ...harness.draft("plain"), options });
    expect(outcome).toMatchObject({ kind: "published", permalink: null, visibility: "draft" });
    if (outcome.kind !== "published") return;
    expect(outcome.externalId).toMatch(/^v_pub_file/);
    const counts = await tiktokAdapter.engagement(harness.session, [outcome.externalId]);
    expect(counts.get(outcome.externalId)).toMatchObject({ views: null, likes: null });
  }));

it("sends a draft to the inbox without a word, and stops at five", () =>
  withHarness(async (harness) => {
    for (let number = 1; number <= 5; number++) {
      const outcome = await run(harness, toDraft(number, "draft", [toVideo(5_000, number)]));
      expect(outcome).toMatchObject({ kind: "published", permalink: null, visibility: "draft" });
    }
    harness.advance(60_000);
    const sixth = new Publisher(tiktokAdapter, harness, toDraft(6, "draft", [toVideo(5_000, 6)]));
    expect(await sixth.publish()).toMatchObject({
      kind: "retry_later",
      code: "spam_risk_too_many_pending_share",
      retryAfterMs: 86_400_000,
    });
    expect(harness.countPublished()).toBe(5);
  }));

it("rests for a day after fifteen posts, as TikTok says under HTTP 200", () =>
  withHarness(async (harness) => {
    for (let number = 1; number <= 15; number++) {
      harness.advance(60_000);
      await new Publisher(tiktokAdapter, harness, draft("plain", number)).publish();
    }
    const next = new Publisher(tiktokAdapter, harness, draft("plain", 16));
    expect(await next.publish()).toMatchObject({
      kind: "retry_later",
      code: "spam_risk_too_many_posts",
      limit: { of: "account", until: harness.now().getTime() + 86_400_000 },
    });
    expect(harness.countPublished()).toBe(15);
  }));

it.each([
  ["privacy_required", { consent: "true" }, "options.privacy"],
  ["consent_required", { privacy: "SELF_ONLY" }, "options.consent"],
  ["branded_private", { ...chosen, privacy: "SELF_ONLY", brandContent: "true" }, "options.privacy"],
  [
    "privacy_level_option_mismatch",
    { ...chosen, privacy: "FOLLOWER_OF_CREATOR" },
    "options.privacy",
  ],
])("posts nothing on %s", (code, options, field) =>
  withHarness(async (harness) => {
    const outcome = await run(harness, { ...harness.draft("plain"), options });
    expect(outcome).toMatchObject({ kind: "rejected", code, field });
    expect(harness.countPublished()).toBe(0);
  }),
);

it("keeps to the length that the account may post", () =>
  withHarness(async (harness) => {
    const long = { ...toVideo(5_000), durationMs: 601_000 };
    const outcome = await run(harness, toDraft(1, "video", [long]));
    expect(outcome).toMatchObject({ code: "duration_check_failed", field: "media" });
  }));
