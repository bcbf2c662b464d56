import { AtpAgent, RichText, XRPCError } from "@atproto/api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listProfiles, type Profile } from "../profiles";
import { openStore } from "../store";
import { base, openRig, type Rig, setFault } from "../testing";

let rig: Rig;
let profile: Profile;
beforeEach(async () => {
  rig = await openRig();
  const db = openStore(rig.dataDir);
  const [first] = listProfiles(db, "bluesky");
  db.close();
  if (!first) throw new Error("No profiles");
  profile = first;
});
afterEach(() => rig.end());

/** The network's own client. It knows only the root of a host, so that the path is put back here. */
function openAgent(): AtpAgent {
  return new AtpAgent({
    service: base,
    fetch: (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      return rig.sandbox.handle(new Request(`${base}/bluesky${pathname}${search}`, request));
    },
  });
}

async function signIn(): Promise<AtpAgent> {
  const agent = openAgent();
  await agent.login({ identifier: profile.username, password: profile.password ?? "" });
  return agent;
}

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const TID = "3l2a2a2a2a22a";

async function failure(work: Promise<unknown>): Promise<{ status: number; error: string }> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof XRPCError)) throw new Error(`Not refused: ${String(thrown)}`);
  return { status: thrown.status, error: `${thrown.error}: ${thrown.message}` };
}

const toRecord = (text: string, changes: object = {}) => ({
  $type: "app.bsky.feed.post",
  text,
  createdAt: "2026-11-02T09:00:00.000Z",
  ...changes,
});

async function put(agent: AtpAgent, record: object, rkey = TID) {
  const target = { repo: agent.assertDid, collection: "app.bsky.feed.post", rkey };
  return agent.com.atproto.repo.putRecord({ ...target, record: { ...record } });
}

describe("the client that the network publishes", () => {
  it("signs in, posts with facets and an image, and reads the counts", async () => {
    const agent = await signIn();
    expect(agent.pdsUrl?.href).toBe(`${base}/bluesky`);
    const text = new RichText({ text: "🌱 @northlight.test at https://example.com #coffee" });
    await text.detectFacets(agent);
    expect(text.facets).toHaveLength(3);
    const { data } = await agent.uploadBlob(PNG, { encoding: "image/png" });
    const { uri, cid } = await agent.post({
      text: text.text,
      facets: text.facets,
      embed: {
        $type: "app.bsky.embed.images",
        images: [{ image: data.blob, alt: "A sack", aspectRatio: { width: 4, height: 3 } }],
      },
    });
    rig.advance(6 * 3_600_000);
    await agent.sessionManager.refreshSession();
    const [view] = (await agent.getPosts({ uris: [uri] })).data.posts;
    expect(view).toMatchObject({ uri, cid, author: { handle: "northlight.test" } });
    expect(view?.likeCount).toEqual(expect.any(Number));
    const reply = { root: { uri, cid }, parent: { uri, cid } };
    await agent.post({ text: "And a reply", reply });
    await agent.deletePost(uri);
    expect((await agent.getPosts({ uris: [uri] })).data.posts).toEqual([]);
    expect(rig.sandbox.ledger().map(({ kind }) => kind)).toEqual(["post", "post"]);
    expect((await agent.getProfile({ actor: "northlight.test" })).data.did).toBe(profile.id);
  });

  it("renews its session when the access token has ended", async () => {
    const agent = await signIn();
    const before = agent.session?.accessJwt;
    rig.advance(3 * 3_600_000);
    await agent.post({ text: "Later" });
    expect(agent.session?.accessJwt).not.toBe(before);
  });
});

describe("sessions", () => {
  it("tells ended, unknown, wrong and missing tokens apart", async () => {
    const agent = await signIn();
    const { accessJwt = "", refreshJwt = "" } = agent.session ?? {};
    const ask = async (token: string | null) => {
      const headers: HeadersInit = token === null ? {} : { authorization: `Bearer ${token}` };
      const answer = await rig.send("bluesky/xrpc/com.atproto.server.getSession", { headers });
      const { error } = (await answer.json()) as { error?: string };
      return `${answer.status} ${error}`;
    };
    expect(await ask(null)).toBe("401 AuthMissing");
    expect(await ask("a.b.c")).toBe("400 InvalidToken");
    expect(await ask(refreshJwt)).toBe("400 InvalidToken");
    rig.advance(3 * 3_600_000);
    expect(await ask(accessJwt)).toBe("400 ExpiredToken");
  });

  it("takes a spent refresh token for a while longer, then no more", async () => {
    const agent = await signIn();
    const headers = { authorization: `Bearer ${agent.session?.refreshJwt}` };
    const refresh = () =>
      rig.send("bluesky/xrpc/com.atproto.server.refreshSession", { method: "POST", headers });
    expect((await refresh()).status).toBe(200);
    expect((await refresh()).status).toBe(200);
    rig.advance(3 * 3_600_000);
    expect(await (await refresh()).json()).toMatchObject({ error: "ExpiredToken" });
  });

  it("takes thirty sign-ins in five minutes, and says when there are more", async () => {
    const body = JSON.stringify({ identifier: profile.username, password: "wrong" });
    const path = "bluesky/xrpc/com.atproto.server.createSession";
    const init = { method: "POST", body, headers: { "content-type": "application/json" } };
    for (let tries = 0; tries < 30; tries++) expect((await rig.send(path, init)).status).toBe(401);
    const limited = await rig.send(path, init);
    expect(limited.status).toBe(429);
    expect(limited.headers.get("ratelimit-policy")).toBe("30;w=300");
    rig.advance(300_000);
    expect((await rig.send(path, init)).status).toBe(401);
  });

  it("forgets the app password when access is revoked", async () => {
    await setFault(rig, { kind: "token_revoked", platform: "bluesky" });
    expect(await failure(signIn())).toMatchObject({ status: 401 });
  });
});

describe("records", () => {
  it("changes nothing when the same record is put again", async () => {
    const agent = await signIn();
    const first = (await put(agent, toRecord("Hi"))).data;
    const again = (await put(agent, toRecord("Hi"))).data;
    expect([again.uri, again.cid]).toEqual([first.uri, first.cid]);
    expect((await put(agent, toRecord("Hi there"))).data.cid).not.toBe(first.cid);
    expect(rig.sandbox.ledger()).toHaveLength(1);
  });

  it("fails for a record that is created a second time under its key", async () => {
    const agent = await signIn();
    const create = () =>
      agent.com.atproto.repo.createRecord({
        repo: agent.assertDid,
        collection: "app.bsky.feed.post",
        rkey: TID,
        record: toRecord("Hi"),
      });
    await create();
    expect(await failure(create())).toMatchObject({ status: 500 });
  });

  it("frees a key with its record, and minds no second removal", async () => {
    const agent = await signIn();
    const { uri } = (await put(agent, toRecord("Hi"))).data;
    await agent.deletePost(uri);
    await agent.deletePost(uri);
    const target = { repo: agent.assertDid, collection: "app.bsky.feed.post", rkey: TID };
    expect((await failure(agent.com.atproto.repo.getRecord(target))).error).toMatch(
      /RecordNotFound/,
    );
    await put(agent, toRecord("Hi again"));
    expect((await agent.com.atproto.repo.getRecord(target)).data.value).toMatchObject({
      text: "Hi again",
    });
  });

  const link = (byteStart: number, byteEnd: number) => ({
    index: { byteStart, byteEnd },
    features: [{ $type: "app.bsky.richtext.facet#link", uri: "https://example.com" }],
  });
  const ghost = {
    $type: "blob",
    ref: { $link: `bafkrei${"a".repeat(52)}` },
    mimeType: "image/png",
    size: 3,
  };
  it.each([
    ["too many letters", toRecord("x".repeat(301)), /grapheme too big/],
    ["too many bytes", toRecord("👩‍👩‍👧‍👧".repeat(130)), /string too big/],
    ["another type", toRecord("Hi", { $type: "app.bsky.feed.like" }), /\$type/],
    ["no time", toRecord("Hi", { createdAt: "yesterday" }), /createdAt/],
    ["a range outside", toRecord("Hi", { facets: [link(0, 3)] }), /outside the text/],
    ["a range in a letter", toRecord("é!", { facets: [link(1, 3)] }), /cuts a character/],
    ["an unknown embed", toRecord("Hi", { embed: { $type: "app.bsky.embed.none" } }), /embed/],
    [
      "no description",
      toRecord("Hi", { embed: { $type: "app.bsky.embed.images", images: [{ image: ghost }] } }),
      /alt/,
    ],
    [
      "a lost blob",
      toRecord("Hi", {
        embed: { $type: "app.bsky.embed.images", images: [{ image: ghost, alt: "" }] },
      }),
      /Could not find blob/,
    ],
    ["a reply to nothing", toRecord("Hi", { reply: { root: {}, parent: {} } }), /reply/],
  ])("refuses %s", async (_what, record, message) => {
    const agent = await signIn();
    const body = JSON.stringify({
      repo: profile.id,
      collection: "app.bsky.feed.post",
      rkey: TID,
      record,
    });
    // By hand: the client would refuse some of these before they are sent.
    const answer = await rig.send("bluesky/xrpc/com.atproto.repo.putRecord", {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${agent.session?.accessJwt}` },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: /blob/.test(message.source) ? "BlobNotFound" : "InvalidRequest",
      message: expect.stringMatching(message),
    });
    expect(rig.sandbox.ledger()).toEqual([]);
  });

  it("refuses a key of another form, and another account's repository", async () => {
    const agent = await signIn();
    expect(await failure(put(agent, toRecord("Hi"), "self"))).toMatchObject({ status: 400 });
    const target = { collection: "app.bsky.feed.post", rkey: TID, record: toRecord("Hi") };
    const foreign = agent.com.atproto.repo.putRecord({ ...target, repo: "haldenandco.test" });
    expect(await failure(foreign)).toMatchObject({ status: 401 });
  });

  it("takes a big image and refuses the record that shows it", async () => {
    const agent = await signIn();
    const bytes = new Uint8Array(2_100_000);
    bytes.set(PNG);
    const { data } = await agent.uploadBlob(bytes, { encoding: "image/png" });
    const images = [{ image: data.blob, alt: "" }];
    const embed = { $type: "app.bsky.embed.images" as const, images };
    expect((await failure(agent.post({ text: "Big", embed }))).error).toMatch(/blob too big/);
  });

  it("spends points of the hour with each write", async () => {
    const agent = await signIn();
    const { headers } = await put(agent, toRecord("Hi"));
    expect(headers).toMatchObject({
      "ratelimit-limit": "5000",
      "ratelimit-remaining": "4998",
      "ratelimit-policy": "5000;w=3600",
    });
  });
});
