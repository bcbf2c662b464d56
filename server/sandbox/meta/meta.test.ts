import { createHmac } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { redirectUri, setFault } from "../testing";
import {
  allScopes,
  app,
  askCode,
  get,
  type Page,
  type Person,
  post,
  type Refusal,
  signIn,
} from "./testing";

let person: Person | null = null;
afterEach(async () => {
  await person?.rig.end();
  person = null;
});

async function start(...options: Parameters<typeof signIn>): Promise<Person & { page: Page }> {
  person = await signIn(...options);
  const [page] = person.pages;
  if (!page) throw new Error("No page");
  return { ...person, page };
}

const errorOf = async (response: Response) => ((await response.json()) as Refusal).error;

describe("one consent of Meta", () => {
  it("gives a page with a token of its own, which is the same at each look", async () => {
    const { rig, token, page } = await start();
    expect(page.tasks).toContain("CREATE_CONTENT");
    const again = await get<{ data: Page[] }>(rig, "me/accounts", { access_token: token });
    expect(again.data[0]?.access_token).toBe(page.access_token);
  });

  it("gives the Instagram account of a page that was not chosen, and no leave to post there", async () => {
    const { page } = await start({}, allScopes, 3);
    expect(page.instagram_business_account?.id).toMatch(/^17841/);
    expect(page.tasks).toEqual(["ANALYZE"]);
  });

  it("tells which permissions were given, and checks a proof that is sent along", async () => {
    const { rig, token } = await start({}, ["pages_show_list", "read_insights"]);
    const told = await get<{ data: unknown[] }>(rig, "me/permissions", { access_token: token });
    expect(told.data).toEqual([
      { permission: "pages_show_list", status: "granted" },
      { permission: "read_insights", status: "granted" },
    ]);
    const proof = createHmac("sha256", app(rig).client_secret).update(token).digest("hex");
    const ask = (appsecret_proof: string) =>
      get<Partial<Refusal>>(rig, "me/permissions", { access_token: token, appsecret_proof });
    expect((await ask(proof)).error).toBeUndefined();
    expect((await ask("0".repeat(64))).error?.code).toBe(100);
  });

  it("checks a page's proof too, wherever it is sent", async () => {
    const { rig, page } = await start();
    const access_token = page.access_token;
    const proof = createHmac("sha256", app(rig).client_secret).update(access_token).digest("hex");
    const say = async (appsecret_proof: string) => {
      const path = `${page.id}/feed?appsecret_proof=${appsecret_proof}`;
      return (await post(rig, path, { message: "Hello", access_token })).status;
    };
    expect([await say("0".repeat(64)), await say(proof)]).toEqual([400, 200]);
  });

  it("takes a code once, and ends what came of it when it comes twice", async () => {
    const { rig } = await start();
    const code = await askCode(rig);
    const redeem = () =>
      get<{ access_token?: string } & Partial<Refusal>>(rig, "oauth/access_token", {
        ...app(rig),
        redirect_uri: redirectUri,
        code,
      });
    const token = (await redeem()).access_token ?? "";
    expect((await redeem()).error?.code).toBe(100);
    const me = await get<Partial<Refusal>>(rig, "me", { access_token: token });
    expect(me.error?.code).toBe(190);
  });

  it("ends one account's access and leaves the others theirs", async () => {
    const { rig, page, token } = await start();
    await setFault(rig, { kind: "token_revoked", accountId: page.id });
    const refused = await post(rig, `${page.id}/feed`, {
      message: "Hello",
      access_token: page.access_token,
    });
    expect((await errorOf(refused)).code).toBe(190);
    const me = await get<{ name?: string }>(rig, "me", { access_token: token });
    expect(me.name).toBe("Ines Moreau");
  });

  it("forgets everything when the permissions are withdrawn", async () => {
    const { rig, page, token } = await start();
    const path = `facebook/v25.0/me/permissions?access_token=${token}`;
    expect((await rig.send(path, { method: "DELETE" })).status).toBe(200);
    const refused = await post(rig, `${page.id}/feed`, {
      message: "Hello",
      access_token: page.access_token,
    });
    expect((await errorOf(refused)).code).toBe(190);
  });
});

describe("the Graph", () => {
  it("wants a version, a page's token and the permissions of the call", async () => {
    const { rig, page, token } = await start({}, ["pages_show_list", "pages_read_engagement"]);
    const bare = await rig.send(`facebook/latest/${page.id}`);
    expect((await errorOf(bare)).code).toBe(2500);
    const say = (access_token: string) =>
      post(rig, `${page.id}/feed`, { message: "Hello", access_token });
    expect((await errorOf(await say("nonsense"))).code).toBe(190);
    expect((await errorOf(await say(token))).code).toBe(210);
    expect((await errorOf(await say(page.access_token))).code).toBe(200);
  });

  it("refuses parameters and fields that it does not have", async () => {
    const { rig, page } = await start();
    const { access_token } = page;
    const stray = await post(rig, `${page.id}/feed`, { massage: "Hello", access_token });
    expect((await errorOf(stray)).code).toBe(100);
    const listed = await get<Partial<Refusal>>(rig, `${page.id}/feed`, {
      access_token,
      fields: "id,impressions",
    });
    expect(listed.error?.message).toContain("impressions");
  });

  it("refuses a body that is neither a form nor JSON", async () => {
    const { rig, page } = await start();
    const response = await rig.send(`facebook/v25.0/${page.id}/feed`, {
      method: "POST",
      body: "message=Hello",
      headers: { "content-type": "text/plain", authorization: `Bearer ${page.access_token}` },
    });
    expect((await errorOf(response)).code).toBe(100);
  });

  it("tells with each answer how much of the hour's calls is used up", async () => {
    const { rig, page } = await start();
    const response = await post(rig, `${page.id}/feed`, {
      message: "Hello",
      access_token: page.access_token,
    });
    const told = response.headers.get("x-business-use-case-usage");
    expect(JSON.parse(told ?? "{}")).toMatchObject({
      [page.id]: [{ type: "pages", call_count: 0, estimated_time_to_regain_access: 0 }],
    });
  });

  it("fails a whole call for one metric that is retired", async () => {
    const { rig, page } = await start();
    const { access_token } = page;
    const made = await post(rig, `${page.id}/feed`, { message: "Hello", access_token });
    const { id } = (await made.json()) as { id: string };
    const ask = (metric: string) =>
      get<Partial<Refusal> & { data?: unknown[] }>(rig, `${id}/insights`, { metric, access_token });
    expect((await ask("post_media_view,post_clicks")).data).toHaveLength(2);
    expect((await ask("post_media_view,post_impressions")).error?.code).toBe(100);
  });
});

describe("Meta's webhooks", () => {
  const url = "http://127.0.0.1:3000/webhooks/facebook";

  it("come signed with the app's secret once the page is subscribed", async () => {
    const { rig, page } = await start({ webhookUrls: { facebook: url } });
    const { access_token } = page;
    await post(rig, `${page.id}/feed`, { message: "Before", access_token });
    await rig.sandbox.pump();
    expect(rig.received).toEqual([]);
    const done = await post(rig, "me/subscribed_apps", { subscribed_fields: "feed", access_token });
    expect(await done.json()).toEqual({ success: true });
    await post(rig, `${page.id}/feed`, { message: "After", access_token });
    await rig.sandbox.pump();
    const [first] = rig.received;
    expect(first?.request.url).toBe(url);
    const { webhookSecret } = rig.sandbox.app("facebook");
    const mac = createHmac("sha256", webhookSecret)
      .update(first?.body ?? "")
      .digest("hex");
    expect(first?.request.headers.get("x-hub-signature-256")).toBe(`sha256=${mac}`);
    expect(JSON.parse(first?.body ?? "{}")).toMatchObject({
      object: "page",
      entry: [{ id: page.id, changes: [{ field: "feed", value: { verb: "add" } }] }],
    });
  });

  it("tell each reaction once, however often the sandbox looks", async () => {
    const { rig, page } = await start({ webhookUrls: { facebook: url } });
    const { access_token } = page;
    await post(rig, "me/subscribed_apps", { subscribed_fields: "feed", access_token });
    await post(rig, `${page.id}/feed`, { message: "Try it: https://example.com", access_token });
    rig.advance(20 * 86_400_000 - 7 * 86_400_000);
    for (let look = 0; look < 3; look++) await rig.sandbox.pump();
    const bodies = rig.received.map(({ body }) => body);
    expect(bodies.some((body) => body.includes('"reaction"'))).toBe(true);
    expect(new Set(bodies).size).toBe(bodies.length);
  });
});
