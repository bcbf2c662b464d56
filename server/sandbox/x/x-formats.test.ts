import { afterEach, beforeEach, expect, it } from "vitest";
import { bearer, connect, jsonBody, openRig, type Rig, setFault } from "../testing";

let rig: Rig;
let token: string;
beforeEach(async () => {
  rig = await openRig();
  token = (await connect(rig, "x")).access_token;
});
afterEach(() => rig.end());

const tweet = (body: unknown) => rig.send("x/2/tweets", jsonBody(body, bearer(token)));

async function idOf(response: Response): Promise<string> {
  return ((await response.json()) as { data: { id: string } }).data.id;
}

async function upload(bytes: Uint8Array<ArrayBuffer>, type: string, category: string) {
  const opening = { media_type: type, total_bytes: bytes.length, media_category: category };
  const opened = await rig.send("x/2/media/upload/initialize", jsonBody(opening, bearer(token)));
  const id = await idOf(opened);
  // Without a file name, as some clients send it.
  const mark = "----part";
  const field = (name: string) => `--${mark}\r\nContent-Disposition: form-data; name="${name}"\r\n`;
  const body = Buffer.concat([
    Buffer.from(`${field("segment_index")}\r\n0\r\n${field("media")}`),
    Buffer.from("Content-Type: application/octet-stream\r\n\r\n"),
    bytes,
    Buffer.from(`\r\n--${mark}--\r\n`),
  ]);
  const headers = { ...bearer(token), "content-type": `multipart/form-data; boundary=${mark}` };
  const path = `x/2/media/upload/${id}`;
  expect((await rig.send(`${path}/append`, { method: "POST", headers, body })).status).toBe(200);
  const done = { method: "POST", headers: bearer(token) };
  return { id, finalized: await rig.send(`${path}/finalize`, done) };
}

const gif = () => Uint8Array.from(Buffer.from("GIF89a\u0001\r\n\r\nframes"));
const png = () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 255, 254]);

it("takes a GIF by itself, after a while", async () => {
  const { id, finalized } = await upload(gif(), "image/gif", "tweet_gif");
  expect(await finalized.json()).toMatchObject({ data: { processing_info: { state: "pending" } } });
  rig.advance(2_000);
  const photo = await upload(png(), "image/png", "tweet_image");
  expect((await tweet({ text: "Two", media: { media_ids: [id, photo.id] } })).status).toBe(400);
  expect((await tweet({ text: "One", media: { media_ids: [id] } })).status).toBe(201);
});

it("appends a link for media, and says which it is", async () => {
  const { id } = await upload(png(), "image/png", "tweet_image");
  const created = await tweet({ text: "Look", media: { media_ids: [id] } });
  const postId = await idOf(created);
  const path = `x/2/tweets?ids=${postId}&tweet.fields=entities,created_at`;
  const read = await rig.send(path, { headers: bearer(token) });
  const { data } = (await read.json()) as { data: { text: string; created_at: string }[] };
  expect(data[0]?.text).toMatch(/^Look https:\/\/t\.co\/\S+$/);
  expect(data[0]).toMatchObject({ entities: { urls: [{ media_key: `3_${id}` }] } });
  expect(data[0]?.created_at).toMatch(/\.000Z$/);
});

it.each([
  [{ options: ["One"], duration_minutes: 60 }],
  [{ options: ["a", "b", "c", "d", "e"], duration_minutes: 60 }],
  [{ options: ["a", "b".repeat(26)], duration_minutes: 60 }],
  [{ options: ["a", "b"], duration_minutes: 4 }],
  [{ options: ["a", "b"] }],
])("refuses the poll %j", async (poll) => {
  expect((await tweet({ text: "Which?", poll })).status).toBe(400);
});

it("takes a poll, and none beside media", async () => {
  const poll = { options: ["Filter", "Espresso"], duration_minutes: 60 };
  expect((await tweet({ text: "Which?", poll })).status).toBe(201);
  const { id } = await upload(png(), "image/png", "tweet_image");
  const both = await tweet({ text: "Both?", poll, media: { media_ids: [id] } });
  expect(both.status).toBe(400);
});

it("takes the same words again below another post", async () => {
  const first = await idOf(await tweet({ text: "One" }));
  const second = await idOf(await tweet({ text: "Two" }));
  const answer = (id: string) => tweet({ text: "…", reply: { in_reply_to_tweet_id: id } });
  expect((await answer(first)).status).toBe(201);
  expect((await answer(second)).status).toBe(201);
  expect((await answer(second)).status).toBe(403);
});

it.each([
  ["permission_missing", 403, { type: expect.stringContaining("not-authorized-for-resource") }],
  ["duplicate", 403, { detail: expect.stringContaining("duplicate content") }],
  ["moderation", 403, { detail: "You are not permitted to perform this action." }],
  ["media_refused", 400, { errors: [{ message: "Media type unrecognized." }] }],
])("says %s as X does", async (kind, status, body) => {
  await setFault(rig, { platform: "x", kind });
  const refused = await tweet({ text: "Hello" });
  expect(refused.status).toBe(status);
  expect(await refused.json()).toMatchObject(body);
  expect(rig.sandbox.ledger()).toHaveLength(0);
});
