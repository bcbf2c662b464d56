import { createHmac } from "node:crypto";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizePath,
  bearer,
  connect,
  consent,
  exchange,
  form,
  jsonBody,
  openRig,
  type Rig,
  setFault,
  type Tokens,
} from "../testing";

const quantum = 256 * 1024;
const api = "youtube/youtube/v3";
const uploads = "youtube/upload/youtube/v3/videos";

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.end());

function film(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  bytes.set([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d]);
  return bytes;
}

const metadata = (changes: Record<string, unknown> = {}, status: Record<string, unknown> = {}) => ({
  snippet: { title: "How we roast", description: "A slow look.", ...changes },
  status: { privacyStatus: "public", ...status },
});

function open(token: string, size: number, body: unknown = metadata(), part = "snippet,status") {
  return rig.send(
    `${uploads}?uploadType=resumable&part=${part}`,
    jsonBody(body, {
      ...bearer(token),
      "x-upload-content-length": String(size),
      "x-upload-content-type": "video/mp4",
    }),
  );
}

async function put(session: string, body: Uint8Array<ArrayBuffer> | null, range?: string) {
  const headers: Record<string, string> = { "content-length": String(body?.length ?? 0) };
  if (range) headers["content-range"] = range;
  return rig.sandbox.handle(new Request(session, { method: "PUT", headers, body }));
}

async function upload(token: string, body: unknown = metadata()): Promise<string> {
  const session = (await open(token, 1000, body)).headers.get("location") ?? "";
  const video = (await (await put(session, film(1000))).json()) as { id: string };
  return video.id;
}

async function reasonOf(response: Response): Promise<string | undefined> {
  const body = (await response.json()) as { error: { errors: { reason: string }[] } };
  return body.error.errors[0]?.reason;
}

async function readVideo(token: string, id: string, part: string) {
  const response = await rig.send(`${api}/videos?part=${part}&id=${id}`, {
    headers: bearer(token),
  });
  const body = (await response.json()) as { items: Record<string, Record<string, string>>[] };
  return body.items[0];
}

describe("YouTube sign-in", () => {
  it("connects a channel; a refresh brings no new refresh token", async () => {
    const tokens = await connect(rig, "youtube");
    expect(tokens).toMatchObject({ expires_in: 3599, token_type: "Bearer" });
    const { clientId: client_id, clientSecret: client_secret } = rig.sandbox.app("youtube");
    const fields = { client_id, client_secret, refresh_token: tokens.refresh_token ?? "" };
    const refresh = () =>
      rig.send("youtube/token", form({ ...fields, grant_type: "refresh_token" }));
    const next = (await (await refresh()).json()) as Tokens;
    expect(next.refresh_token).toBeUndefined();
    expect(next.access_token).not.toBe(tokens.access_token);

    const path = `youtube/revoke?token=${tokens.refresh_token}`;
    expect((await rig.send(path, { method: "POST" })).status).toBe(200);
    const refused = await refresh();
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: "invalid_grant" });
  });

  it("gives no refresh token unless access is asked for offline", async () => {
    const tokens = await connect(rig, "youtube", 0, { access_type: null });
    expect(tokens.refresh_token).toBeUndefined();
  });

  it("refuses an address that is not registered, a wrong secret and a used code", async () => {
    const path = authorizePath(rig, "youtube", { redirect_uri: "http://evil.example/" });
    const page = await rig.send(path);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain("redirect_uri_mismatch");
    const code = (await consent(rig, "youtube")).searchParams.get("code") ?? "";
    expect((await exchange(rig, "youtube", code, { client_secret: "no" })).status).toBe(401);
    expect((await exchange(rig, "youtube", code)).status).toBe(200);
    expect(await (await exchange(rig, "youtube", code)).json()).toMatchObject({
      error: "invalid_grant",
    });
  });

  it("tells which channel it is", async () => {
    const { access_token: token } = await connect(rig, "youtube", 1);
    const path = `${api}/channels?part=snippet,statistics&mine=true`;
    const response = await rig.send(path, { headers: bearer(token) });
    expect(await response.json()).toMatchObject({
      items: [
        { snippet: { customUrl: "@haldenworkshop" }, statistics: { subscriberCount: "640" } },
      ],
    });
  });
});

describe("YouTube upload", () => {
  it("resumes after a broken connection and makes one video", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const size = quantum * 2 + 100;
    const bytes = film(size);
    const session = (await open(token, size)).headers.get("location") ?? "";
    expect(session).toContain("upload_id=");

    const empty = await put(session, null, `bytes */${size}`);
    expect(empty.status).toBe(308);
    expect(empty.headers.get("range")).toBeNull();
    const first = await put(session, bytes.slice(0, quantum), `bytes 0-${quantum - 1}/${size}`);
    expect(first.status).toBe(308);
    expect(first.headers.get("range")).toBe(`bytes=0-${quantum - 1}`);
    expect(rig.sandbox.ledger()).toHaveLength(0);

    await rig.reopen();
    const rest = bytes.slice(quantum);
    const last = await put(session, rest, `bytes ${quantum}-${size - 1}/${size}`);
    expect(last.status).toBe(200);
    const { id } = (await last.json()) as { id: string };
    const probe = await put(session, null, `bytes */${size}`);
    expect(probe.status).toBe(200);
    expect(await probe.json()).toMatchObject({ id });
    expect(rig.sandbox.ledger().map((entry) => entry.externalId)).toEqual([id]);
  });

  it("finishes an upload whose last byte came just before the process died", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const session = (await open(token, quantum * 2)).headers.get("location") ?? "";
    await put(session, film(quantum), `bytes 0-${quantum - 1}/${quantum * 2}`);
    const db = new DatabaseSync(path.join(rig.dataDir, "sandbox.sqlite"));
    db.exec(`update uploads set total_bytes = ${quantum}`);
    db.close();
    await rig.reopen();

    const probes = await Promise.all([1, 2].map(() => put(session, null, `bytes */${quantum}`)));
    expect(probes.map(({ status }) => status)).toEqual([200, 200]);
    expect(rig.sandbox.ledger()).toHaveLength(1);
  });

  it("opens the session on the host that was called", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const headers = { ...bearer(token), host: "localhost:4010" };
    const path = `${uploads}?uploadType=resumable&part=snippet,status`;
    const opened = await rig.send(path, jsonBody(metadata(), headers));
    expect(opened.headers.get("location")).toMatch(/^http:\/\/localhost:4010\/sandbox\/youtube\//);
  });

  it("wants blocks of 256 KiB, the right offset and the declared length", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const size = quantum + 100;
    const session = (await open(token, size)).headers.get("location") ?? "";
    expect((await put(session, film(1000), `bytes 0-999/${size}`)).status).toBe(400);
    expect((await put(session, film(100), `bytes ${quantum}-${size - 1}/${size}`)).status).toBe(
      400,
    );
    expect((await put(session, film(100), `bytes 0-99/100`)).status).toBe(400);
    expect((await put(session, film(100))).status).toBe(400);
    rig.advance(8 * 86_400_000);
    expect((await put(session, null, `bytes */${size}`)).status).toBe(404);
  });

  it.each([
    ["invalidTitle", metadata({ title: "" })],
    ["invalidTitle", metadata({ title: "a".repeat(101) })],
    ["invalidTitle", metadata({ title: "a < b" })],
    ["invalidDescription", metadata({ description: "é".repeat(2501) })],
    ["invalidTags", metadata({ tags: ["a".repeat(501)] })],
    ["invalidCategoryId", metadata({ categoryId: "999" })],
    ["invalidPublishAt", metadata({}, { publishAt: "2026-11-03T09:00:00Z" })],
    [
      "invalidPublishAt",
      metadata({}, { privacyStatus: "private", publishAt: "2020-01-01T00:00:00Z" }),
    ],
  ])("says %s", async (reason, body) => {
    const { access_token: token } = await connect(rig, "youtube");
    const response = await open(token, 1000, body);
    expect(response.status).toBe(400);
    expect(await reasonOf(response)).toBe(reason);
  });

  it("refuses a part that is sent and not listed", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    expect(await reasonOf(await open(token, 1000, metadata(), "snippet"))).toBe("unexpectedPart");
  });

  it("wants the upload scope", async () => {
    const scope = "https://www.googleapis.com/auth/youtube.readonly";
    const { access_token: token } = await connect(rig, "youtube", 0, { scope });
    const response = await open(token, 1000);
    expect(response.status).toBe(403);
    expect(await reasonOf(response)).toBe("insufficientPermissions");
  });

  it("processes for a while, then counts in strings", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const id = await upload(token);
    const early = await readVideo(token, id, "status,processingDetails");
    expect(early).toMatchObject({
      status: { uploadStatus: "uploaded" },
      processingDetails: { processingStatus: "processing" },
    });
    rig.advance(30 * 60_000);
    const later = await readVideo(token, id, "status,statistics");
    expect(later).toMatchObject({ status: { uploadStatus: "processed", privacyStatus: "public" } });
    expect(later?.statistics?.viewCount).toMatch(/^\d+$/);
    expect(Number(later?.statistics?.viewCount)).toBeGreaterThan(0);
  });

  it("puts a scheduled video out by itself", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const status = { privacyStatus: "private", publishAt: "2026-11-02T09:30:00Z" };
    const id = await upload(token, metadata({}, status));
    expect(await readVideo(token, id, "status")).toMatchObject({ status });
    rig.advance(40 * 60_000);
    const out = await readVideo(token, id, "status,statistics");
    expect(out).toMatchObject({ status: { privacyStatus: "public" } });
    expect(Number(out?.statistics?.viewCount)).toBeGreaterThan(0);
  });

  it("has a quota of a hundred uploads, which starts again at midnight Pacific", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    for (let count = 0; count < 100; count += 1) await open(token, 1000);
    const refused = await open(token, 1000);
    expect(refused.status).toBe(403);
    expect(await reasonOf(refused)).toBe("quotaExceeded");
    rig.advance(24 * 3_600_000);
    const next = await connect(rig, "youtube");
    expect((await open(next.access_token, 1000)).status).toBe(200);
  });

  it("can take the last byte and never say so; the session tells the truth", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    await setFault(rig, { platform: "youtube", kind: "timeout_after_accept", holdMs: 0 });
    const session = (await open(token, 1000)).headers.get("location") ?? "";
    expect((await put(session, film(1000))).status).toBe(504);
    expect((await put(session, null, "bytes */1000")).status).toBe(200);
    expect(rig.sandbox.ledger()).toHaveLength(1);
  });

  it("rejects after processing when moderation says so, and fails what is no film", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    await setFault(rig, { kind: "moderation" });
    const rejected = await upload(token);
    const session = (await open(token, 1000)).headers.get("location") ?? "";
    const other = (await (await put(session, new Uint8Array(1000))).json()) as { id: string };
    rig.advance(5_000);
    expect(await readVideo(token, rejected, "status")).toMatchObject({
      status: { uploadStatus: "rejected", rejectionReason: "termsOfUse" },
    });
    expect(await readVideo(token, other.id, "status")).toMatchObject({
      status: { uploadStatus: "failed", failureReason: "invalidFile" },
    });
  });

  it("deletes", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const id = await upload(token);
    const remove = () =>
      rig.send(`${api}/videos?id=${id}`, { method: "DELETE", headers: bearer(token) });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect(await readVideo(token, id, "id")).toBeUndefined();
  });
});

describe("YouTube hub", () => {
  it("asks back, then sends a signed entry for each new video", async () => {
    const { access_token: token } = await connect(rig, "youtube");
    const mine = await rig.send(`${api}/channels?part=id&mine=true`, { headers: bearer(token) });
    const { items } = (await mine.json()) as { items: { id: string }[] };
    const topic = `https://www.youtube.com/xml/feeds/videos.xml?channel_id=${items[0]?.id}`;
    const accepted = await rig.send(
      "youtube/subscribe",
      form({
        "hub.mode": "subscribe",
        "hub.callback": "http://127.0.0.1:3000/webhooks/youtube",
        "hub.topic": topic,
        "hub.secret": "hub-secret",
      }),
    );
    expect(accepted.status).toBe(202);
    await rig.sandbox.pump();
    const id = await upload(token);
    await rig.sandbox.pump();
    expect(rig.received).toHaveLength(1);
    const [delivery] = rig.received;
    expect(delivery?.body).toContain(`<yt:videoId>${id}</yt:videoId>`);
    const signature = createHmac("sha1", "hub-secret")
      .update(delivery?.body ?? "")
      .digest("hex");
    expect(delivery?.request.headers.get("x-hub-signature")).toBe(`sha1=${signature}`);
  });
});
