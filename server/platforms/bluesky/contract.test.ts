import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { describeAdapter } from "../contract-suite";
import { Publisher } from "../fixtures/publisher";
import type { SandboxHarness } from "../fixtures/sandbox-harness";
import { blueskyAdapter } from "./adapter";
import { getPosts, getRecord } from "./api";
import { startHarness, toImage } from "./fixtures/start-harness";
import { toRepository } from "./session";
import { toNextKey } from "./tid";
import { toRecordKey } from "./to-bluesky";

const start = () => startHarness(createSandbox);

describeAdapter(blueskyAdapter, start);

async function withHarness(work: (harness: SandboxHarness) => Promise<void>) {
  const harness = await start();
  try {
    await work(harness);
  } finally {
    await harness.close();
  }
}

const THREAD = "First, beans.\n---\nThen water.\n---\nThen patience.";

const toThread = (harness: SandboxHarness): Draft => ({
  ...harness.draft("plain"),
  format: "thread",
  text: THREAD,
});

/** The record as the other side shows it to anybody. */
async function readPart(harness: SandboxHarness, key: string | null) {
  const repository = toRepository(harness.session);
  if (!repository || key === null) throw new Error("No account, or no key");
  return (await getRecord(repository, key)).json() as {
    error?: string;
    uri: string;
    cid: string;
    value: {
      text: string;
      createdAt: string;
      embed?: { $type: string; external?: unknown; images?: { alt: string }[] };
      reply?: { root: { uri: string }; parent: { uri: string } };
    };
  };
}

async function post(harness: SandboxHarness, draft: Draft, kill?: number) {
  const outcome = await new Publisher(blueskyAdapter, harness, draft, kill).run();
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  return outcome;
}

it("links the post under the handle", () =>
  withHarness(async (harness) => {
    const { permalink, externalId } = await post(harness, harness.draft("plain"));
    expect(permalink).toBe(
      `${harness.served.baseUrl}/bluesky/profile/northlight.test/post/${toRecordKey(externalId)}`,
    );
    const page = await harness.served.sandbox.handle(new Request(permalink ?? ""));
    expect(page.status).toBe(200);
  }));

it("makes a card of the first link, and posts without one when the page is gone", () =>
  withHarness(async (harness) => {
    const draft = harness.draft("plain");
    const shown = await post(harness, draft);
    const { value } = await readPart(harness, toRecordKey(shown.externalId));
    expect(value.embed).toMatchObject({
      $type: "app.bsky.embed.external",
      external: { title: "Beans & rest", description: "Roasted on Mondays." },
    });
    const gone = { ...harness.draft("plain"), text: "See https://10.0.0.1/page" };
    const plain = await readPart(harness, toRecordKey((await post(harness, gone)).externalId));
    expect(plain.value.embed).toBeUndefined();
  }));

it("shows four images with their descriptions, in order", () =>
  withHarness(async (harness) => {
    const media = [toImage(1, "One"), toImage(2, "Two"), toImage(3, null), toImage(4, "Four")];
    const { externalId } = await post(harness, { ...harness.draft("plain"), media });
    const { value } = await readPart(harness, toRecordKey(externalId));
    expect(value.embed?.images).toMatchObject([
      { alt: "One", aspectRatio: { width: 1200, height: 1080 } },
      { alt: "Two" },
      { alt: "" },
      { alt: "Four" },
    ]);
  }));

it("posts a thread once, whatever receipt the process dies after", () =>
  withHarness(async (harness) => {
    for (let kill = 1; kill <= 4; kill++) {
      const before = harness.countPublished();
      const { externalId } = await post(harness, toThread(harness), kill);
      expect(harness.countPublished() - before).toBe(3);
      const first = toRecordKey(externalId) ?? "";
      const second = toNextKey(first);
      const parent = (await readPart(harness, second)).uri;
      const last = await readPart(harness, toNextKey(second ?? ""));
      expect(last.value.text).toBe("Then patience.");
      expect(last.value.reply).toMatchObject({
        root: { uri: externalId },
        parent: { uri: parent },
      });
    }
  }));

it("goes on with a thread that a limit, an outage or a lost answer cut in two", () =>
  withHarness(async (harness) => {
    for (const kind of ["rate_limit", "server_error", "timeout_after_accept"]) {
      const before = harness.countPublished();
      const draft = toThread(harness);
      const publisher = new Publisher(blueskyAdapter, harness, draft, 2);
      // Dies with the first part out; the fault meets the resume.
      const first = publisher.publish();
      await expect(first).rejects.toThrow();
      await harness.strike({ kind, holdMs: 0 });
      const halted = await publisher.resume();
      expect(["pending", "unknown"]).toContain(halted.kind);
      expect(await publisher.finish(halted)).toMatchObject({ kind: "published" });
      expect(harness.countPublished() - before).toBe(3);
    }
  }));

it("does not begin a thread anew when its session ended half-way", () =>
  withHarness(async (harness) => {
    const draft = toThread(harness);
    const publisher = new Publisher(blueskyAdapter, harness, draft, 2);
    await expect(publisher.publish()).rejects.toThrow();
    await harness.fault("token_expired");
    const refused = { kind: "pending", lookRefused: { code: "token_expired" } };
    expect(await publisher.publish()).toMatchObject(refused);
    expect(await harness.refresh()).toMatchObject({ ok: true });
    expect(await publisher.resume()).toMatchObject({ kind: "published" });
    expect(harness.countPublished()).toBe(3);
  }));

it("takes the beginning of a thread back when a later part is refused", () =>
  withHarness(async (harness) => {
    const text = `Fine.\n---\n${"x".repeat(301)}`;
    const draft = { ...toThread(harness), text };
    const publisher = new Publisher(blueskyAdapter, harness, draft);
    expect(await publisher.publish()).toMatchObject({ kind: "rejected", code: "invalid_content" });
    const keys = (publisher.receipt as { keys: string[] }).keys;
    expect(await readPart(harness, keys[0] ?? null)).toMatchObject({ error: "RecordNotFound" });
  }));

it("removes a whole thread", () =>
  withHarness(async (harness) => {
    const { externalId } = await post(harness, toThread(harness));
    const other = await post(harness, harness.draft("plain"));
    const { session } = harness;
    expect(await blueskyAdapter.remove?.(session, externalId)).toEqual({ kind: "removed" });
    const last = toNextKey(toNextKey(toRecordKey(externalId) ?? "") ?? "");
    expect(await readPart(harness, last)).toMatchObject({ error: "RecordNotFound" });
    expect((await readPart(harness, toRecordKey(other.externalId))).error).toBeUndefined();
    expect(await blueskyAdapter.remove?.(session, externalId)).toEqual({ kind: "already_gone" });
  }));

it("signs in anew only when the refresh token is dead too", () =>
  withHarness(async (harness) => {
    const counted = async () => {
      const repository = toRepository(harness.session);
      return repository && (await getPosts(repository, ["at://did:plc:a/app.bsky.feed.post/b"]));
    };
    harness.advance(3 * 3_600_000);
    expect((await counted())?.json()).toMatchObject({ error: "ExpiredToken" });
    expect(await harness.refresh()).toMatchObject({ ok: true });
    expect((await counted())?.status).toBe(200);
    harness.advance(100 * 86_400_000);
    const renewed = await harness.refresh();
    expect(renewed).toMatchObject({ ok: true });
    const soon = harness.now().getTime() + 2 * 3_600_000;
    if (renewed?.ok) expect(renewed.tokens.expiresAt).toEqual(new Date(soon));
    expect((await counted())?.status).toBe(200);
  }));

it("calls a server that fails while renewing no reason to reconnect", () =>
  withHarness(async (harness) => {
    await harness.strike({ kind: "server_error", scope: "token" });
    expect(await harness.refresh()).toMatchObject({ ok: false, definitive: false });
    expect(await harness.refresh()).toMatchObject({ ok: true });
  }));
