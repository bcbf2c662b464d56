import { afterEach, describe, expect, it } from "vitest";
import { get, type Page, type Person, post, type Refusal, signIn } from "../meta/testing";

const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Array<number>(200)]);
const mp4 = Uint8Array.from([0, 0, 0, 24, ...Buffer.from("ftypisom"), ...new Array<number>(200)]);

let person: Person | null = null;
afterEach(async () => {
  await person?.rig.end();
  person = null;
});

async function start(): Promise<Person & { page: Page; auth: Record<string, string> }> {
  person = await signIn();
  const [page] = person.pages;
  if (!page) throw new Error("No page");
  return { ...person, page, auth: { authorization: `Bearer ${page.access_token}` } };
}

const errorOf = async (response: Response) => ((await response.json()) as Refusal).error;

async function upload(
  { rig, page, auth }: Awaited<ReturnType<typeof start>>,
  path: string,
  fields: Record<string, string>,
  file: { name: string; bytes: Uint8Array },
): Promise<Record<string, string>> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set(file.name, new Blob([Uint8Array.from(file.bytes)]), "file");
  const url = `facebook/v25.0/${page.id}/${path}`;
  const response = await rig.send(url, { method: "POST", body, headers: auth });
  return (await response.json()) as Record<string, string>;
}

describe("a Facebook page", () => {
  it("shows a photo in one post only", async () => {
    const started = await start();
    const { rig, page, auth } = started;
    const file = { name: "source", bytes: jpeg };
    const { id } = await upload(started, "photos", { published: "false" }, file);
    expect(rig.sandbox.ledger()).toEqual([]);
    const attached_media = JSON.stringify([{ media_fbid: id }]);
    const first = await post(rig, `${page.id}/feed`, { message: "Once", attached_media }, auth);
    expect(first.status).toBe(200);
    const second = await post(rig, `${page.id}/feed`, { message: "Twice", attached_media }, auth);
    expect((await errorOf(second)).code).toBe(100);
  });

  it("publishes a photo at once where nobody says otherwise", async () => {
    const started = await start();
    const file = { name: "source", bytes: jpeg };
    const told = await upload(started, "photos", { caption: "Beans" }, file);
    expect(told.post_id).toContain(started.page.id);
    expect(started.rig.sandbox.ledger()).toMatchObject([{ kind: "photo" }]);
  });

  it("says the same words once", async () => {
    const { rig, page, auth } = await start();
    const say = () => post(rig, `${page.id}/feed`, { message: "Again" }, auth);
    expect((await say()).status).toBe(200);
    expect((await errorOf(await say())).code).toBe(506);
  });

  it("takes a video in the order of its bytes", async () => {
    const started = await start();
    const { rig, page, auth } = started;
    const begin = { upload_phase: "start", file_size: String(mp4.byteLength) };
    const begun = await post(rig, `${page.id}/videos`, begin, auth);
    const { upload_session_id = "", video_id } = (await begun.json()) as Record<string, string>;
    const send = (start_offset: string) =>
      upload(
        started,
        "videos",
        { upload_phase: "transfer", upload_session_id, start_offset },
        { name: "video_file_chunk", bytes: mp4 },
      );
    expect(await send("7")).toMatchObject({ error: { code: 6000 } });
    const early = { upload_phase: "finish", upload_session_id };
    expect((await errorOf(await post(rig, `${page.id}/videos`, early, auth))).code).toBe(6000);
    const end = String(mp4.byteLength);
    expect(await send("0")).toEqual({ start_offset: end, end_offset: end });
    for (let times = 0; times < 2; times++) {
      const done = await post(rig, `${page.id}/videos`, early, auth);
      expect(await done.json()).toEqual({ success: true });
    }
    expect(rig.sandbox.ledger()).toMatchObject([{ externalId: video_id, kind: "video" }]);
  });

  it("works on a reel before it is out, and wants the whole file with its headers", async () => {
    const { rig, page, auth } = await start();
    const begun = await post(rig, `${page.id}/video_reels`, { upload_phase: "START" }, auth);
    const { video_id = "", upload_url = "" } = (await begun.json()) as Record<string, string>;
    const path = new URL(upload_url).pathname.replace("/sandbox/", "");
    const send = (headers: Record<string, string>) =>
      rig.send(path, { method: "POST", body: Uint8Array.from(mp4), headers });
    expect((await send({ ...auth, offset: "0", file_size: "212" })).status).toBe(400);
    const oauth = { authorization: `OAuth ${page.access_token}` };
    expect((await send({ ...oauth, offset: "0", file_size: "999" })).status).toBe(400);
    const whole = { ...oauth, offset: "0", file_size: String(mp4.byteLength) };
    expect(await (await send(whole)).json()).toEqual({ success: true });
    const finish = { upload_phase: "FINISH", video_id, video_state: "PUBLISHED" };
    await post(rig, `${page.id}/video_reels`, finish, auth);
    const ask = () => get(rig, video_id, { fields: "status", access_token: page.access_token });
    expect(await ask()).toMatchObject({ status: { video_status: "processing" } });
    rig.advance(60_000);
    expect(await ask()).toMatchObject({
      status: { video_status: "ready", publishing_phase: { status: "complete" } },
    });
  });

  it("lists its posts a page at a time", async () => {
    const { rig, page, auth } = await start();
    for (const message of ["one", "two", "three"]) {
      await post(rig, `${page.id}/feed`, { message }, auth);
      rig.advance(1_000);
    }
    interface Feed {
      data: { message: string }[];
      paging: { next?: string; cursors: { after: string } };
    }
    const query = { fields: "id,message", limit: "2", access_token: page.access_token };
    const first = await get<Feed>(rig, `${page.id}/feed`, query);
    expect(first.data.map(({ message }) => message)).toEqual(["three", "two"]);
    const { after } = first.paging.cursors;
    const second = await get<Feed>(rig, `${page.id}/feed`, { ...query, after });
    expect(second.data.map(({ message }) => message)).toEqual(["one"]);
    expect(second.paging.next).toBeUndefined();
  });
});
