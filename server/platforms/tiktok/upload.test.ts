import { expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { Publisher } from "../fixtures/publisher";
import type { SandboxHarness } from "../fixtures/sandbox-harness";
import type { EgressRequest } from "../http";
import { tiktokAdapter } from "./adapter";
import { draft, LARGE, toAnswer, toDraft, toVideo, watched, withTikTok } from "./fixtures/harness";

const withHarness = (work: (harness: SandboxHarness) => Promise<void>) =>
  withTikTok(createSandbox, work);

/** Its process dies when it has sent the first of two chunks. */
async function sendHalf(harness: SandboxHarness, half: Draft) {
  let puts = 0;
  const { harness: broken } = watched(harness, (_url, init) => {
    if (init.method === "PUT") puts += 1;
    if (puts === 2) throw new Error("The process dies here");
    return null;
  });
  const dying = new Publisher(tiktokAdapter, broken, half);
  await expect(dying.publish()).rejects.toThrow("dies here");
  return dying.receipt;
}

const listRanges = (seen: readonly { init: EgressRequest }[]) =>
  seen.flatMap(({ init }) => (init.method === "PUT" ? [init.headers?.["content-range"]] : []));

it("sends a large file in chunks, whole, and keeps the token from the upload host", () =>
  withHarness(async (harness) => {
    const media = toVideo(LARGE, 3);
    const { seen, harness: watching } = watched(harness, () => null);
    const large = toDraft(1, "video", [media]);
    const outcome = await new Publisher(tiktokAdapter, watching, large).run();
    expect(outcome.kind).toBe("published");
    expect(JSON.stringify(harness.served.sandbox.ledger())).toContain(media.sha256);
    const puts = seen.filter(({ init }) => init.method === "PUT");
    expect(listRanges(puts)).toEqual([
      `bytes 0-8388607/${LARGE}`,
      `bytes 8388608-${LARGE - 1}/${LARGE}`,
    ]);
    for (const { init } of puts)
      expect(Object.keys(init.headers ?? {})).not.toContain("authorization");
  }));

it("goes on in the middle of a file after a crash", () =>
  withHarness(async (harness) => {
    const half = toDraft(1, "video", [toVideo(LARGE, 4)]);
    const receipt = await sendHalf(harness, half);
    const { seen, harness: alive } = watched(harness, () => null);
    const successor = new Publisher(tiktokAdapter, alive, half);
    successor.receipt = receipt;
    expect((await successor.finish(await successor.resume())).kind).toBe("published");
    expect(listRanges(seen)).toEqual([`bytes 8388608-${LARGE - 1}/${LARGE}`]);
    expect(harness.countPublished()).toBe(1);
  }));

it("believes a 416 about how far the file came, where the state does not tell", () =>
  withHarness(async (harness) => {
    const half = toDraft(1, "video", [toVideo(LARGE, 5)]);
    const receipt = await sendHalf(harness, half);
    const silent = { data: { status: "PROCESSING_UPLOAD" }, error: { code: "ok", message: "" } };
    const { seen, harness: forgetful } = watched(harness, (url) =>
      url.endsWith("/status/fetch/") ? toAnswer(200, silent) : null,
    );
    const successor = new Publisher(tiktokAdapter, forgetful, half);
    successor.receipt = receipt;
    expect((await successor.resume()).kind).toBe("pending");
    expect(listRanges(seen)).toEqual([
      `bytes 0-8388607/${LARGE}`,
      `bytes 8388608-${LARGE - 1}/${LARGE}`,
    ]);
    expect(harness.countPublished()).toBe(1);
  }));

it("announces a file anew only when its address has surely died unfinished", () =>
  withHarness(async (harness) => {
    await harness.strike({ kind: "timeout_before_accept", holdMs: 0, times: 3 });
    const late = new Publisher(tiktokAdapter, harness, draft("plain", 1));
    expect((await late.publish()).kind).toBe("pending");
    harness.advance(61 * 60_000);
    expect((await late.resume()).kind).toBe("pending");
    harness.advance(10 * 60_000);
    const dead = await late.resume();
    expect(dead).toMatchObject({ kind: "retry_later", code: "upload_expired" });
    expect((await late.finish(dead)).kind).toBe("published");
    expect(harness.countPublished()).toBe(1);
  }));

it("sends no bytes to an address that is none of TikTok's", () =>
  withHarness(async (harness) => {
    const { seen, harness: fooled } = watched(harness, (url) =>
      url.endsWith("/video/init/")
        ? toAnswer(200, {
            data: { publish_id: "v1", upload_url: "https://elsewhere.example/?upload_id=1" },
            error: { code: "ok", message: "" },
          })
        : null,
    );
    const outcome = await new Publisher(tiktokAdapter, fooled, draft("plain", 1)).publish();
    expect(outcome).toMatchObject({ kind: "retry_later", code: "bad_answer" });
    expect(seen.some(({ init }) => init.method === "PUT")).toBe(false);
  }));

it("calls a refused chunk a refusal only when TikTok says that bytes are missing", () =>
  withHarness(async (harness) => {
    const refused = watched(harness, (_url, init) =>
      init.method === "PUT" ? toAnswer(400, "No.") : null,
    );
    const outcome = await new Publisher(
      tiktokAdapter,
      refused.harness,
      draft("plain", 1),
    ).publish();
    expect(outcome).toMatchObject({ kind: "rejected", code: "upload_400", field: "media" });
    const silent = { data: { status: "PROCESSING_UPLOAD" }, error: { code: "ok", message: "" } };
    const mute = watched(harness, (url, init) => {
      if (init.method === "PUT") return toAnswer(400, "No.");
      return url.endsWith("/status/fetch/") ? toAnswer(200, silent) : null;
    });
    const doubtful = await new Publisher(tiktokAdapter, mute.harness, draft("plain", 2)).publish();
    expect(doubtful.kind).toBe("pending");
    expect(harness.countPublished()).toBe(0);
  }));
