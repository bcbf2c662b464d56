import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRig, type Rig } from "../testing";
import { TikTokApp } from "./testing";

let rig: Rig;
let app: TikTokApp;
beforeEach(async () => {
  rig = await openRig();
  app = new TikTokApp(rig);
});
afterEach(() => rig.end());

describe("TikTok photos", () => {
  const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

  async function reopenWith(
    deliver: (request: Request) => Promise<Response>,
    receivers?: string[],
  ) {
    await rig.end();
    rig = await openRig({ deliver, ...(receivers ? { receivers } : {}) });
    app = new TikTokApp(rig);
    return (await app.connect()).access_token;
  }

  const init = (token: string, urls: string[]) =>
    app.call(token, "post/publish/content/init/", {
      media_type: "PHOTO",
      post_mode: "DIRECT_POST",
      post_info: { title: "Nine", description: "At nine", privacy_level: "PUBLIC_TO_EVERYONE" },
      source_info: { source: "PULL_FROM_URL", photo_cover_index: 0, photo_images: urls },
    });

  it("fetches them, then lists and counts the post", async () => {
    const token = await reopenWith(async () => new Response(jpeg));
    const { data } = await init(token, ["http://127.0.0.1/a.jpg", "http://127.0.0.1/b.jpg"]);
    expect((await app.ask(token, data.publish_id)).data.status).toBe("PROCESSING_DOWNLOAD");
    const list = (fields: string) =>
      app.call(token, `video/list/?fields=${fields}`, { max_count: 20 });
    expect((await list("id")).data.videos).toEqual([]);
    rig.advance(3_600_000);
    const [entry] = rig.sandbox.ledger();
    expect((await list("id,title,video_description")).data.videos).toEqual([
      { id: entry?.externalId, title: "Nine", video_description: "At nine" },
    ]);
    const query = (ids: string[]) =>
      app.call(token, "video/query/?fields=id,view_count,like_count", {
        filters: { video_ids: ids },
      });
    const [video] = (await query([entry?.externalId ?? ""])).data.videos ?? [];
    expect(video?.view_count).toBeGreaterThan(0);
    expect((await query(["1"])).data.videos).toEqual([]);
    expect((await query(Array.from({ length: 21 }, String))).code).toBe("invalid_params");
  });

  it.each([
    ["photo_pull_failed", () => new Response("Gone", { status: 410 })],
    ["file_format_check_failed", () => new Response(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1]))],
    ["picture_size_check_failed", () => new Response(new Uint8Array(21 * 1024 * 1024))],
  ])("says %s later", async (reason, reply) => {
    const token = await reopenWith(async () => reply());
    const { data } = await init(token, ["http://127.0.0.1/a.jpg"]);
    rig.advance(5_000);
    expect((await app.ask(token, data.publish_id)).data).toMatchObject({
      status: "FAILED",
      fail_reason: reason,
    });
    expect(rig.sandbox.ledger()).toHaveLength(0);
  });

  it("fetches from verified addresses only", async () => {
    const token = await reopenWith(async () => new Response(jpeg), ["http://127.0.0.1:3000"]);
    expect(await init(token, ["http://elsewhere.example/a.jpg"])).toMatchObject({
      status: 403,
      code: "url_ownership_unverified",
    });
  });
});
