import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bearer, consentAt, form, jsonBody, openRig, type Rig, redirectUri } from "../testing";

const hook = "https://app.example/webhooks/linkedin";
const every =
  "openid profile w_member_social w_organization_social r_organization_social rw_organization_admin";

let rig: Rig;
let token: string;
let member: string;
let page: string;
/** Null: the receiver answers no challenge. */
let challengeSecret: string | null;
let delivered: { body: string; signature: string | null }[];
let challenges: number;

beforeEach(async () => {
  delivered = [];
  challenges = 0;
  challengeSecret = null;
  rig = await openRig({ webhookUrls: { linkedin: hook }, deliver: receive });
  ({ token, member, page } = await connect(every));
});
afterEach(() => rig.end());

async function receive(request: Request): Promise<Response> {
  const challengeCode = new URL(request.url).searchParams.get("challengeCode");
  if (challengeCode === null) {
    const signature = request.headers.get("x-li-signature");
    delivered.push({ body: await request.text(), signature });
    return new Response(null);
  }
  challenges += 1;
  const mac = createHmac("sha256", challengeSecret ?? "wrong").update(challengeCode);
  return Response.json({ challengeCode, challengeResponse: mac.digest("hex") });
}

async function connect(scope: string) {
  const { clientId, clientSecret } = rig.sandbox.app("linkedin");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    state: "s",
    scope,
  });
  const path = `linkedin/oauth/v2/authorization?${query}`;
  const code = (await consentAt(rig, path)).searchParams.get("code") ?? "";
  const fields = { client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri };
  const grant = form({ grant_type: "authorization_code", code, ...fields });
  const tokens = await (await rig.send("linkedin/oauth/v2/accessToken", grant)).json();
  const { access_token } = tokens as { access_token: string };
  const told = await rig.send("linkedin/v2/userinfo", { headers: bearer(access_token) });
  const { sub } = (await told.json()) as { sub: string };
  const acls = await get("organizationAcls?q=roleAssignee", access_token);
  const { elements = [] } = (await acls.json()) as { elements?: { organization: string }[] };
  return {
    token: access_token,
    member: `urn:li:person:${sub}`,
    page: elements[0]?.organization ?? "",
  };
}

const versioned = (access = token) => ({
  ...bearer(access),
  "linkedin-version": "202609",
  "x-restli-protocol-version": "2.0.0",
});
const get = (path: string, access = token) =>
  rig.send(`linkedin/rest/${path}`, { headers: versioned(access) });
const post = (path: string, body: unknown, headers: Record<string, string> = versioned()) =>
  rig.send(`linkedin/rest/${path}`, jsonBody(body, headers));

const toPost = (changes: Record<string, unknown> = {}) => ({
  author: page,
  commentary: "Hello",
  visibility: "PUBLIC",
  distribution: {
    feedDistribution: "MAIN_FEED",
    targetEntities: [],
    thirdPartyDistributionChannels: [],
  },
  lifecycleState: "PUBLISHED",
  isReshareDisabledByAuthor: false,
  ...changes,
});

async function create(changes: Record<string, unknown> = {}): Promise<string> {
  const response = await post("posts", toPost(changes));
  expect(response.status).toBe(201);
  expect(await response.text()).toBe("");
  return response.headers.get("x-restli-id") ?? "";
}

describe("headers and addresses", () => {
  it.each([
    ["no version", { "linkedin-version": "" }, 400, "VERSION_MISSING"],
    ["an ended version", { "linkedin-version": "202510" }, 426, "NONEXISTENT_VERSION"],
    ["a month that never was", { "linkedin-version": "202613" }, 426, "NONEXISTENT_VERSION"],
    ["the old protocol", { "x-restli-protocol-version": "1.0.0" }, 400, "ILLEGAL_ARGUMENT"],
    ["no token", { authorization: "" }, 401, "EMPTY_ACCESS_TOKEN"],
    ["a made-up token", { authorization: "Bearer x" }, 401, "INVALID_ACCESS_TOKEN"],
  ])("are refused with %s", async (_what, change, status, code) => {
    const response = await post("posts", toPost(), { ...versioned(), ...change });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, code });
  });

  it("must hold URNs encoded", async () => {
    const urn = await create();
    expect((await get(`posts/${encodeURIComponent(urn)}`)).status).toBe(200);
    expect((await get(`posts/${urn}`)).status).toBe(400);
    const list = `organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=${encodeURIComponent(page)}`;
    expect((await get(`${list}&shares=List(${encodeURIComponent(urn)})`)).status).toBe(200);
    expect((await get(`${list}&shares=List(${urn})`)).status).toBe(400);
  });
});

describe("a post", () => {
  it("ends at a mark that was not escaped, without a word", async () => {
    const commentary =
      "Now #open \\(all day\\), @[Ines](urn:li:person:a) {hashtag|\\#|yes} (really)";
    const urn = await create({ commentary });
    const told = await (await get(`posts/${encodeURIComponent(urn)}`)).json();
    expect(told).toMatchObject({
      author: page,
      commentary:
        "Now {hashtag|\\#|open} \\(all day\\), @[Ines](urn:li:person:a) {hashtag|\\#|yes} ",
    });
    const shown = await rig.send(`linkedin/feed/update/${urn}/`);
    expect(await shown.text()).toContain("Now #open (all day), Ines #yes");
  });

  it.each([
    ["a field nobody knows", { scheduledAt: 1 }, 400],
    ["another lifecycle", { lifecycleState: "DRAFT" }, 400],
    [
      "a list of one image",
      { content: { multiImage: { images: [{ id: "urn:li:image:A" }] } } },
      400,
    ],
    ["too long a text", { commentary: "x".repeat(3001) }, 422],
    ["nothing in it", { commentary: " " }, 422],
    ["somebody else's image", { content: { media: { id: "urn:li:image:A" } } }, 422],
    ["another author", { author: "urn:li:organization:1" }, 403],
  ])("is refused with %s", async (_what, changes, status) => {
    const response = await post("posts", toPost(changes));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, message: expect.any(String) });
  });

  it("is refused a second time, also when the first was deleted", async () => {
    const urn = await create();
    const again = await (await post("posts", toPost())).json();
    expect(again).toMatchObject({
      status: 422,
      message: expect.stringContaining(`Content is a duplicate of ${urn}`),
      errorDetails: { inputErrors: [{ code: "DUPLICATE_POST" }] },
    });
    const path = `posts/${encodeURIComponent(urn)}`;
    const remove = () =>
      rig.send(`linkedin/rest/${path}`, { method: "DELETE", headers: versioned() });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(204);
    expect((await post("posts", toPost())).status).toBe(422);
    expect((await get(path)).status).toBe(404);
    rig.advance(13 * 3_600_000);
    await create();
  });

  it("of a member is hidden from an app that may only write", async () => {
    const urn = await create({ author: member });
    const author = encodeURIComponent(member);
    for (const path of [
      `posts/${encodeURIComponent(urn)}`,
      `posts?q=author&author=${author}`,
      `socialMetadata/${encodeURIComponent(urn)}`,
      `memberCreatorPostAnalytics?q=entity&entity=(share:${encodeURIComponent(urn)})&queryType=IMPRESSION&aggregation=TOTAL`,
    ]) {
      const response = await get(path);
      expect(response.status, path).toBe(403);
      expect(await response.json()).toMatchObject({ code: "ACCESS_DENIED", serviceErrorCode: 100 });
    }
  });

  it("of a page takes the page's own permission", async () => {
    const { token: plain } = await connect("openid profile w_member_social");
    expect((await post("posts", toPost(), versioned(plain))).status).toBe(403);
    const own = toPost({ author: member });
    expect((await post("posts", own, versioned(plain))).status).toBe(201);
  });
});

describe("a video", () => {
  it("is whole only with the parts that were agreed, in their order", async () => {
    const size = 5 * 1024 * 1024;
    const request = { owner: page, uploadCaptions: false, uploadThumbnail: false };
    const started = await post("videos?action=initializeUpload", {
      initializeUploadRequest: { ...request, fileSizeBytes: size },
    });
    const { value } = (await started.json()) as {
      value: { video: string; uploadToken: string; uploadInstructions: { uploadUrl: string }[] };
    };
    const [first, second] = value.uploadInstructions.map(({ uploadUrl }) =>
      uploadUrl.slice(uploadUrl.indexOf("linkedin/")),
    );
    const put = async (path: string | undefined, bytes: Uint8Array<ArrayBuffer>) =>
      rig.send(path ?? "", { method: "PUT", body: bytes });
    const whole = new Uint8Array(size);
    whole.set([0, 0, 0, 24, ...Buffer.from("ftypisom")]);
    expect((await put(second, whole.slice(0, 10))).status).toBe(400);
    const cut = 4 * 1024 * 1024;
    const one = await put(first, whole.slice(0, cut));
    const two = await put(second, whole.slice(cut));
    const etags = [one, two].map(({ headers }) => headers.get("etag") ?? "");
    const finish = (uploadedPartIds: string[]) =>
      post("videos?action=finalizeUpload", {
        finalizeUploadRequest: {
          video: value.video,
          uploadToken: value.uploadToken,
          uploadedPartIds,
        },
      });
    expect((await finish(etags.toReversed())).status).toBe(400);
    expect((await finish(etags)).status).toBe(200);
    const state = async () =>
      (
        (await (await get(`videos/${encodeURIComponent(value.video)}`)).json()) as {
          status: string;
        }
      ).status;
    expect(await state()).toBe("PROCESSING");
    const content = { media: { id: value.video } };
    expect((await post("posts", toPost({ content }))).status).toBe(422);
    rig.advance(4_000);
    expect(await state()).toBe("AVAILABLE");
    expect(await create({ content })).toMatch(/^urn:li:ugcPost:\d+$/);
  });
});

describe("events", () => {
  const run = async (hours: number) => {
    rig.advance(hours * 3_600_000);
    await rig.sandbox.pump();
    await rig.sandbox.pump();
  };

  const put = (changes: Partial<Record<"app" | "user" | "entity" | "webhook", string>> = {}) => {
    const { app = rig.sandbox.app("linkedin").clientId, user = member, entity = page } = changes;
    const names = { developerApplication: `urn:li:developerApplication:${app}`, user, entity };
    const parts = Object.entries(names).map(([name, urn]) => `${name}:${encodeURIComponent(urn)}`);
    const key = [...parts, "eventType:ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS"].join(",");
    const init = jsonBody({ webhook: changes.webhook ?? hook }, versioned());
    return rig.send(`linkedin/rest/eventSubscriptions/(${key})`, { ...init, method: "PUT" });
  };

  it("are subscribed for a page of this member, by this app, at a proved address", async () => {
    expect((await put()).status).toBe(400);
    rig.advance(3_600_000);
    challengeSecret = rig.sandbox.app("linkedin").webhookSecret;
    expect((await put({ app: "another" })).status).toBe(403);
    expect((await put({ user: "urn:li:person:other" })).status).toBe(403);
    expect((await put({ entity: "urn:li:organization:1" })).status).toBe(403);
    expect((await put({ entity: member })).status).toBe(400);
    expect((await put({ webhook: "https://other.example/hook" })).status).toBe(400);
    expect((await put()).status).toBe(200);
    ({ token, member, page } = await connect("openid profile w_member_social"));
    expect((await put()).status).toBe(403);
  });

  it("are not sent of a page that nobody subscribed", async () => {
    await create();
    challengeSecret = rig.sandbox.app("linkedin").webhookSecret;
    await run(6);
    expect(delivered).toEqual([]);
  });

  it("are sent once the receiver has proved itself, signed and about pages only", async () => {
    const urn = await create();
    await create({ author: member, commentary: "Of my own" });
    challengeSecret = rig.sandbox.app("linkedin").webhookSecret;
    expect((await put()).status).toBe(200);
    await run(6);
    expect(challenges).toBe(2);
    expect(delivered.length).toBeGreaterThan(0);
    for (const { body, signature } of delivered) {
      const mac = createHmac("sha256", challengeSecret).update(`hmacsha256=${body}`);
      expect(signature).toBe(mac.digest("hex"));
      const { notifications } = JSON.parse(body) as { notifications: unknown[] };
      expect(notifications).toContainEqual(
        expect.objectContaining({ organizationalEntity: page, sourcePost: urn }),
      );
    }
    const before = delivered.length;
    await rig.sandbox.pump();
    expect(delivered).toHaveLength(before);
  });

  it("are kept from a receiver that fails three times", async () => {
    challengeSecret = rig.sandbox.app("linkedin").webhookSecret;
    expect((await put()).status).toBe(200);
    challengeSecret = null;
    challenges = 0;
    rig.advance(2 * 3_600_000);
    await create();
    for (let hours = 0; hours < 6; hours += 1) await run(1);
    expect(challenges).toBe(3);
    expect(delivered).toEqual([]);
  });
});

it("tells an ended token from one that was taken back", async () => {
  const headers = { "x-sandbox-control": rig.sandbox.controlSecret };
  const strike = (kind: string) =>
    rig.send("control/faults", jsonBody({ platform: "linkedin", kind }, headers));
  const code = async () => ((await (await get("posts/x")).json()) as { code: string }).code;
  await strike("token_expired");
  expect(await code()).toBe("EXPIRED_ACCESS_TOKEN");
  await strike("token_revoked");
  expect(await code()).toBe("REVOKED_ACCESS_TOKEN");
});
