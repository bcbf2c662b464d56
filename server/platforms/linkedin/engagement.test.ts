import { afterEach, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import { PlatformCallError } from "../adapter";
import { Publisher } from "../fixtures/publisher";
import type { SandboxHarness } from "../fixtures/sandbox-harness";
import { linkedinAdapter } from "./adapter";
import { startLinkedin, toDraft, video } from "./fixtures/start-linkedin";

let harness: SandboxHarness;
afterEach(() => harness.close());

const link = "Read https://example.com/beans";

async function publish(text: string, media = false): Promise<string> {
  const files = media ? { format: "video", media: [video(1)] } : {};
  const draft = toDraft({ text, ...files });
  const outcome = await new Publisher(linkedinAdapter, harness, draft).run();
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  return outcome.externalId;
}

it("tells a page's posts of both kinds in one reading, and knows no saves", async () => {
  harness = await startLinkedin(createSandbox, "page");
  const urns = [await publish(link), await publish("Watch this", true)];
  harness.advance(86_400_000);
  const counts = await linkedinAdapter.engagement(harness.session, urns);
  expect([...counts.keys()].sort()).toEqual([...urns].sort());
  for (const urn of urns) {
    expect(counts.get(urn)).toMatchObject({ saves: null, conversions: null });
    expect(counts.get(urn)?.views).toBeGreaterThan(0);
  }
});

it("tells a member's posts one count after the other", async () => {
  harness = await startLinkedin(createSandbox, "member");
  const urns = [await publish(link), await publish("Watch this", true)];
  harness.advance(86_400_000);
  const counts = await linkedinAdapter.engagement(harness.session, urns);
  for (const urn of urns) {
    const { conversions, ...told } = counts.get(urn) ?? {};
    expect(conversions).toBeNull();
    expect(Object.values(told).every((count) => typeof count === "number")).toBe(true);
  }
});

it("asks an older version for less", async () => {
  harness = await startLinkedin(createSandbox, "member");
  const urn = await publish(link);
  harness.advance(86_400_000);
  const session = { ...harness.session, apiVersion: "202603" };
  const counts = (await linkedinAdapter.engagement(session, [urn])).get(urn);
  expect(counts).toMatchObject({ clicks: null, saves: null, views: expect.any(Number) });
});

it("says that LinkedIn has ended the version", async () => {
  harness = await startLinkedin(createSandbox, "member");
  const session = { ...harness.session, apiVersion: "202501" };
  const reading = linkedinAdapter.engagement(session, ["urn:li:share:1"]);
  await expect(reading).rejects.toThrow(PlatformCallError);
  const receipts = async () => undefined;
  const key = { key: "p", attempt: 1, firstAttemptAt: harness.now() };
  expect(await linkedinAdapter.publish(session, toDraft(), key, receipts)).toMatchObject({
    kind: "retry_later",
    code: "version_ended",
    untilDeadline: true,
  });
});
