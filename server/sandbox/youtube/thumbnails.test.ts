import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bearer, connect, jsonBody, openRig, type Rig, youtubeScope } from "../testing";

const api = "youtube/youtube/v3";
const uploads = "youtube/upload/youtube/v3";
const reports = "youtube/youtubeanalytics/v2/reports";
const analyticsScope = "https://www.googleapis.com/auth/yt-analytics.readonly";

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.end());

function bytes(head: readonly number[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  all.set(head);
  return all;
}
const film = bytes([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70], 1000);
const png = (size = 500) => bytes([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], size);

async function upload(token: string): Promise<string> {
  const metadata = {
    snippet: { title: "How we roast" },
    status: { privacyStatus: "public" },
  };
  const path = `${uploads}/videos?uploadType=resumable&part=snippet&part=status`;
  const opened = await rig.send(path, jsonBody(metadata, bearer(token)));
  const session = opened.headers.get("location") ?? "";
  const headers = { "content-length": "1000" };
  const put = new Request(session, { method: "PUT", headers, body: film });
  return ((await (await rig.sandbox.handle(put)).json()) as { id: string }).id;
}

function setThumbnail(
  token: string,
  id: string,
  body: Uint8Array<ArrayBuffer>,
  type = "image/png",
) {
  const headers = { ...bearer(token), "content-type": type };
  const path = `${uploads}/thumbnails/set?videoId=${id}`;
  return rig.send(path, { method: "POST", headers, body });
}

async function reasonOf(response: Response): Promise<string | undefined> {
  const body = (await response.json()) as { error: { errors: { reason: string }[] } };
  return body.error.errors[0]?.reason;
}

describe("YouTube thumbnails", () => {
  it("are set on a video of the channel, and shown", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const id = await upload(token);
    const set = await setThumbnail(token, id, png());
    expect(set.status).toBe(200);
    expect(await set.json()).toMatchObject({ kind: "youtube#thumbnailSetResponse" });
    const path = `${api}/videos?part=snippet&id=${id}`;
    const read = await rig.send(path, { headers: bearer(token) });
    expect(await read.json()).toMatchObject({
      items: [{ snippet: { thumbnails: { default: { url: expect.any(String) } } } }],
    });
  });

  it.each([
    ["invalidImage", png(2_097_153), "image/png"],
    ["invalidImage", film, "image/png"],
    ["mediaBodyRequired", new Uint8Array(0), "image/png"],
    ["invalidImage", png(), "image/gif"],
  ])("are refused: %s", async (reason, body, type) => {
    const { access_token: token } = await connect(rig, "youtube");
    const refused = await setThumbnail(token, await upload(token), body, type);
    expect(refused.status).toBe(400);
    expect(await reasonOf(refused)).toBe(reason);
  });

  it("are not set on a video that is not there, or not one's own", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const id = await upload(token);
    expect(await reasonOf(await setThumbnail(token, "nothing", png()))).toBe("videoNotFound");
    const other = await connect(rig, "youtube", 1);
    expect((await setThumbnail(other.access_token, id, png())).status).toBe(403);
  });
});

describe("YouTube reports", () => {
  const query = (id: string, changes: Record<string, string> = {}) =>
    new URLSearchParams({
      ids: "channel==MINE",
      startDate: "2026-01-01",
      endDate: "2026-12-31",
      metrics: "views,shares,videosAddedToPlaylists",
      dimensions: "video",
      filters: `video==${id}`,
      sort: "-views",
      maxResults: "10",
      ...changes,
    });
  const scope = `${youtubeScope} ${analyticsScope}`;
  const ask = (token: string, search: URLSearchParams) =>
    rig.send(`${reports}?${search}`, { headers: bearer(token) });

  it("come two days late", async () => {
    const first = await connect(rig, "youtube", 0, { scope });
    const id = await upload(first.access_token);
    const early = await (await ask(first.access_token, query(id))).json();
    expect(early).toMatchObject({ columnHeaders: [{ name: "video" }, {}, {}, {}] });
    expect(early).toMatchObject({ rows: [] });
    rig.advance(4 * 86_400_000);
    const { access_token: token } = await connect(rig, "youtube", 0, { scope });
    const later = (await (await ask(token, query(id))).json()) as { rows: unknown[][] };
    expect(later.rows).toEqual([[id, expect.any(Number), expect.any(Number), expect.any(Number)]]);
  });

  it("want their own permission", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const refused = await ask(token, query("abc"));
    expect(refused.status).toBe(403);
    expect(await reasonOf(refused)).toBe("insufficientPermissions");
  });

  it("are about one's own channel only", async () => {
    const { access_token: token } = await connect(rig, "youtube", 0, { scope });
    expect((await ask(token, query("abc", { ids: "channel==UCsomebody" }))).status).toBe(403);
  });

  it.each<Record<string, string>>([
    { metrics: "applause" },
    { startDate: "yesterday" },
    { sort: "-likes" },
    { maxResults: "500" },
    { colour: "red" },
  ])("refuse %j", async (changes) => {
    const { access_token: token } = await connect(rig, "youtube", 0, { scope });
    expect((await ask(token, query("abc", changes))).status).toBe(400);
  });
});
