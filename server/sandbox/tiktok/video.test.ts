import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRig, type Rig, setFault } from "../testing";
import { fileOf, film, TikTokApp } from "./testing";

let rig: Rig;
let app: TikTokApp;
beforeEach(async () => {
  rig = await openRig({ webhookUrls: { tiktok: "http://127.0.0.1:3000/webhooks/tiktok" } });
  app = new TikTokApp(rig);
});
afterEach(() => rig.end());

describe("TikTok video", () => {
  it("tells what each account may post", async () => {
    const one = await app.connect();
    const two = await app.connect(2);
    const query = (token: string) => app.call(token, "post/publish/creator_info/query/", {});
    expect((await query(one.access_token)).data).toMatchObject({
      creator_username: "northlightcoffee",
      privacy_level_options: ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
      max_video_post_duration_sec: 600,
    });
    expect((await query(two.access_token)).data.privacy_level_options).not.toContain(
      "PUBLIC_TO_EVERYONE",
    );
    expect(await app.initVideo(two.access_token)).toMatchObject({
      status: 403,
      code: "privacy_level_option_mismatch",
    });
  });

  it("processes, moderates, then tells a 64-bit id, and announces each step", async () => {
    const { access_token: token } = await app.connect();
    const id = await app.upload(token);
    expect((await app.ask(token, id)).data).toMatchObject({
      status: "PROCESSING_UPLOAD",
      uploaded_bytes: 1000,
    });
    rig.advance(4_000);
    await rig.sandbox.pump();
    expect((await app.ask(token, id)).data).toMatchObject({
      status: "PUBLISH_COMPLETE",
      publicaly_available_post_id: [],
    });
    rig.advance(2_000);
    await rig.sandbox.pump();
    await rig.sandbox.pump();
    const [entry] = rig.sandbox.ledger();
    const { text } = await app.ask(token, id);
    // A number, not a text: whoever reads it carelessly gets another one.
    expect(text).toContain(`"publicaly_available_post_id":[${entry?.externalId}]`);
    const events = rig.received.map(({ body }) => JSON.parse(body) as Record<string, string>);
    expect(events.map(({ event }) => event)).toEqual([
      "post.publish.complete",
      "post.publish.publicly_available",
    ]);
    expect(JSON.parse(events[1]?.content ?? "")).toEqual({
      publish_id: id,
      post_id: entry?.externalId,
      publish_type: "DIRECT_PUBLISH",
    });
    const [delivery] = rig.received;
    const [, at, given] =
      /^t=(\d+),s=(\w+)$/.exec(delivery?.request.headers.get("tiktok-signature") ?? "") ?? [];
    const mac = createHmac("sha256", rig.sandbox.app("tiktok").webhookSecret);
    expect(mac.update(`${at}.${delivery?.body}`).digest("hex")).toBe(given);
  });

  it("takes chunks in their order only, and says how far it came", async () => {
    const { access_token: token } = await app.connect();
    const [size, chunk] = [11_000_000, 5_500_000];
    const { data } = await app.initVideo(token, {}, fileOf(size, chunk, 2));
    const url = data.upload_url ?? "";
    const bytes = film(size);
    const first = bytes.slice(0, chunk);
    expect((await app.put(url, first, `bytes 5500000-10999999/${size}`)).status).toBe(416);
    expect((await app.put(url, first.slice(1), `bytes 0-5499998/${size}`)).status).toBe(400);
    expect((await app.put(url, first, `bytes 0-5499999/${size + 1}`)).status).toBe(400);
    const text = { "content-type": "text/plain" };
    expect((await app.put(url, first, `bytes 0-5499999/${size}`, text)).status).toBe(400);
    const taken = await app.put(url, first, `bytes 0-5499999/${size}`);
    expect(taken.status).toBe(206);
    await rig.reopen();
    const again = await app.put(url, first, `bytes 0-5499999/${size}`);
    expect(again.status).toBe(416);
    expect(again.headers.get("content-range")).toBe(`bytes 0-5499999/${size}`);
    expect(rig.sandbox.ledger()).toHaveLength(0);
    const last = await app.put(url, bytes.slice(chunk), `bytes 5500000-10999999/${size}`);
    expect(last.status).toBe(201);
    expect((await app.put(url, bytes.slice(chunk), `bytes 5500000-10999999/${size}`)).status).toBe(
      416,
    );
    expect(rig.sandbox.ledger()).toHaveLength(1);
  });

  it("lets an upload address live for an hour", async () => {
    const { access_token: token } = await app.connect();
    const { data } = await app.initVideo(token);
    const url = data.upload_url ?? "";
    const forged = url.replace(/upload_token=.*/, "upload_token=x");
    expect((await app.put(forged, film(1000), "bytes 0-999/1000")).status).toBe(404);
    rig.advance(3_600_000);
    expect((await app.put(url, film(1000), "bytes 0-999/1000")).status).toBe(403);
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    ["a long caption", { title: "🌱".repeat(1101) }, fileOf(1000)],
    ["a field it does not know", { colour: "red" }, fileOf(1000)],
    ["no privacy", { privacy_level: undefined }, fileOf(1000)],
    ["paid and private", { privacy_level: "SELF_ONLY", brand_content_toggle: true }, fileOf(1000)],
    ["a wrong count", {}, fileOf(11_000_000, 5_500_000, 3)],
    ["chunks too small", {}, fileOf(8_000_000, 2_000_000, 4)],
    ["a small file in parts", {}, fileOf(4_000_000, 2_000_000, 2)],
    ["one chunk too large", {}, fileOf(100_000_000, 100_000_000, 1)],
  ])("refuses %s", async (_what, changes, source) => {
    const { access_token: token } = await app.connect();
    expect(await app.initVideo(token, changes, source)).toMatchObject({
      status: 400,
      code: "invalid_params",
    });
  });

  it("wants JSON said to be JSON, and the scope for it", async () => {
    const { access_token: token } = await app.connect();
    const body = { post_info: { privacy_level: "SELF_ONLY" }, source_info: fileOf(1000) };
    const plain = await app.call(token, "post/publish/video/init/", body, "text/plain");
    expect(plain).toMatchObject({ status: 400, code: "invalid_params" });
    const reader = await app.connect(0, "user.info.basic,video.list");
    expect(await app.initVideo(reader.access_token)).toMatchObject({
      status: 401,
      code: "scope_not_authorized",
    });
  });

  it("allows six announcements a minute", async () => {
    const { access_token: token } = await app.connect();
    for (let count = 0; count < 6; count++) expect((await app.initVideo(token)).code).toBe("ok");
    expect(await app.initVideo(token)).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    rig.advance(60_000);
    expect((await app.initVideo(token)).code).toBe("ok");
  });

  it("fails what is no film and what moderation dislikes, after looking at it", async () => {
    const { access_token: token } = await app.connect();
    await setFault(rig, { platform: "tiktok", kind: "moderation" });
    const spam = await app.upload(token);
    const { data } = await app.initVideo(token);
    await app.put(data.upload_url ?? "", new Uint8Array(1000), "bytes 0-999/1000");
    expect((await app.ask(token, spam)).data.status).toBe("PROCESSING_UPLOAD");
    rig.advance(5_000);
    expect((await app.ask(token, spam)).data).toMatchObject({ fail_reason: "spam_risk_text" });
    expect((await app.ask(token, data.publish_id)).data).toMatchObject({
      status: "FAILED",
      fail_reason: "file_format_check_failed",
    });
    expect(rig.sandbox.ledger()).toHaveLength(0);
    await rig.sandbox.pump();
    expect(rig.received.map(({ body }) => body).join()).toContain("post.publish.failed");
  });

  it("shows nobody's post to somebody else", async () => {
    const mine = await app.connect();
    const other = await app.connect(1);
    const id = await app.upload(mine.access_token);
    expect(await app.ask(other.access_token, id)).toMatchObject({
      status: 400,
      code: "invalid_publish_id",
    });
  });
});
