import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bearer, form, openRig, type Rig } from "../testing";
import { api, everyScope, TikTokApp, type TikTokTokens } from "./testing";

let rig: Rig;
let app: TikTokApp;
beforeEach(async () => {
  rig = await openRig({ webhookUrls: { tiktok: "http://127.0.0.1:3000/webhooks/tiktok" } });
  app = new TikTokApp(rig);
});
afterEach(() => rig.end());

describe("TikTok sign-in", () => {
  it("gives a flat answer, and a new refresh token for each that is spent", async () => {
    const tokens = await app.connect(1);
    expect(tokens).toMatchObject({ scope: everyScope, expires_in: 7200 });
    expect(tokens.refresh_expires_in).toBe(180 * 86_400);
    const renew = (refresh_token: string) =>
      app.postForm({ grant_type: "refresh_token", refresh_token });
    const next = (await (await renew(tokens.refresh_token)).json()) as TikTokTokens;
    expect(next.open_id).toBe(tokens.open_id);
    const spent = await renew(tokens.refresh_token);
    expect(spent.status).toBe(400);
    expect(await spent.json()).toMatchObject({ error: "invalid_grant" });
  });

  it("wants its own parameter names, its slashes and its scopes", async () => {
    const query = new URL(app.authorizePath(), "http://x/").search;
    const renamed = query.replace("client_key", "client_id");
    expect((await rig.send(`${api}/auth/authorize/${renamed}`)).status).toBe(400);
    expect((await rig.send(`${api}/auth/authorize${query}`)).status).toBe(404);
    const strange = await rig.send(app.authorizePath({ scope: "video.publish,video.steal" }));
    expect(strange.headers.get("location")).toContain("error=invalid_scope");
    const spaced = await rig.send(app.authorizePath({ scope: "video.publish video.list" }));
    expect(spaced.headers.get("location")).toContain("error=invalid_scope");
    const other = { client_id: "x", grant_type: "refresh_token" };
    expect((await rig.send(`${api}/oauth/token/`, form(other))).status).toBe(400);
  });

  it("tells of its owner what the scopes allow", async () => {
    const show = async (token: string, fields: string) => {
      const path = `${api}/user/info/?fields=${fields}`;
      return (await rig.send(path, { headers: bearer(token) })).json();
    };
    const whole = await app.connect();
    expect(await show(whole.access_token, "open_id,username,follower_count")).toMatchObject({
      data: { user: { open_id: whole.open_id, username: "northlightcoffee" } },
      error: { code: "ok" },
    });
    const part = await app.connect(0, "user.info.basic");
    const refused = { error: { code: "scope_not_authorized" } };
    expect(await show(part.access_token, "username")).toMatchObject(refused);
    expect(await show(part.access_token, "shoe_size")).toMatchObject({
      error: { code: "invalid_params" },
    });
    expect(await show("act.nobody", "open_id")).toMatchObject({
      error: { code: "access_token_invalid" },
    });
  });

  it("ends the whole grant with an access token, and says so", async () => {
    const { access_token, refresh_token, open_id } = await app.connect();
    const revoke = (token: string) => app.postForm({ token }, "oauth/revoke/");
    expect((await revoke(refresh_token)).status).toBe(400);
    expect((await revoke(access_token)).status).toBe(200);
    expect((await app.ask(access_token, "v1")).code).toBe("access_token_invalid");
    await rig.sandbox.pump();
    expect(JSON.parse(rig.received[0]?.body ?? "{}")).toMatchObject({
      event: "authorization.removed",
      user_openid: open_id,
    });
  });
});
