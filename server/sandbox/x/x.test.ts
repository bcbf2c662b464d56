import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  authorizePath,
  basic,
  bearer,
  connect,
  consent,
  exchange,
  form,
  jsonBody,
  openRig,
  type Rig,
  type Tokens,
} from "../testing";

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.end());

async function me(token: string) {
  const response = await rig.send("x/2/users/me", { headers: bearer(token) });
  return (await response.json()) as { data: { id: string; username: string } };
}

function tweet(token: string, body: unknown) {
  return rig.send("x/2/tweets", jsonBody(body, bearer(token)));
}

describe("X sign-in", () => {
  it("asks on a page that says what it is, and gives a code and the state back", async () => {
    const response = await rig.send(authorizePath(rig, "x"));
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain("Nothing you do here reaches the real one.");
    expect(html).toContain("Northlight Coffee");
    expect(html).not.toContain("<script");
    expect(response.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    const target = await consent(rig, "x");
    expect(target.searchParams.get("state")).toBe("state-1");
    expect(target.searchParams.get("code")).toBeTruthy();
  });

  it("connects the profile that was chosen", async () => {
    const tokens = await connect(rig, "x", 1);
    expect(tokens).toMatchObject({ expires_in: 7200 });
    expect((await me(tokens.access_token)).data.username).toBe("haldenandco");
  });

  it("shows a page, and no redirect, for an address that is not registered", async () => {
    const path = authorizePath(rig, "x", {
      redirect_uri: "http://127.0.0.1:3000/api/oauth/callback/",
    });
    const response = await rig.send(path);
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
  });

  it.each([
    ["a challenge", { code_challenge: null }, "invalid_request"],
    ["S256", { code_challenge_method: "plain" }, "invalid_request"],
    ["a state", { state: null }, "invalid_request"],
    ["known scopes", { scope: "everything" }, "invalid_scope"],
  ])("insists on %s", async (_name, changes, error) => {
    const response = await rig.send(authorizePath(rig, "x", changes));
    const target = new URL(response.headers.get("location") ?? "about:blank");
    expect(target.searchParams.get("error")).toBe(error);
  });

  it("tells a refusal", async () => {
    const target = await consent(rig, "x", { decision: "cancel" });
    expect(target.searchParams.get("error")).toBe("access_denied");
    expect(target.searchParams.get("state")).toBe("state-1");
  });

  it("takes a code once, and ends its tokens when it is seen again", async () => {
    const code = (await consent(rig, "x")).searchParams.get("code") ?? "";
    const tokens = (await (await exchange(rig, "x", code)).json()) as Tokens;
    expect((await exchange(rig, "x", code)).status).toBe(400);
    const response = await rig.send("x/2/users/me", { headers: bearer(tokens.access_token) });
    expect(response.status).toBe(401);
  });

  it("forgets a code after thirty seconds", async () => {
    const code = (await consent(rig, "x")).searchParams.get("code") ?? "";
    rig.passWall(30_000);
    expect((await exchange(rig, "x", code)).status).toBe(400);
  });

  it.each([
    ["verifier", { code_verifier: "another-verifier-that-is-also-long-enough-to-be-read" }],
    ["redirect address", { redirect_uri: "http://127.0.0.1:3000/other" }],
  ])("refuses a code with another %s", async (_name, changes) => {
    const code = (await consent(rig, "x")).searchParams.get("code") ?? "";
    expect((await exchange(rig, "x", code, changes)).status).toBe(400);
  });

  it("wants the client's secret in a Basic header", async () => {
    const { clientId, clientSecret } = rig.sandbox.app("x");
    const fields = {
      grant_type: "refresh_token",
      client_id: clientId,
      client_secret: clientSecret,
    };
    expect((await rig.send("x/2/oauth2/token", form(fields))).status).toBe(401);
  });

  it("rotates refresh tokens and refuses a spent one", async () => {
    const first = await connect(rig, "x");
    const refresh = (token: string) =>
      rig.send(
        "x/2/oauth2/token",
        form({ grant_type: "refresh_token", refresh_token: token }, basic(rig)),
      );
    const second = (await (await refresh(first.refresh_token ?? "")).json()) as Tokens;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const spent = await refresh(first.refresh_token ?? "");
    expect(spent.status).toBe(400);
    expect(await spent.json()).toMatchObject({ error: "invalid_request" });
    expect((await refresh(second.refresh_token ?? "")).status).toBe(200);
  });

  it("lets access tokens expire by the shared clock", async () => {
    const tokens = await connect(rig, "x");
    rig.advance(7_200_000);
    const response = await rig.send("x/2/users/me", { headers: bearer(tokens.access_token) });
    expect(response.status).toBe(401);
  });

  it("revokes a grant by its refresh token", async () => {
    const tokens = await connect(rig, "x");
    const fields = { token: tokens.refresh_token ?? "" };
    expect(await (await rig.send("x/2/oauth2/revoke", form(fields, basic(rig)))).json()).toEqual({
      revoked: true,
    });
    const response = await rig.send("x/2/users/me", { headers: bearer(tokens.access_token) });
    expect(response.status).toBe(401);
  });
});

describe("X posts", () => {
  it("publishes, reads back, lists for reconciling, counts and deletes", async () => {
    const { access_token: token } = await connect(rig, "x");
    const text = "Beans & bread. See https://northlight.coffee/autumn";
    const created = await tweet(token, { text });
    expect(created.status).toBe(201);
    expect(created.headers.get("x-rate-limit-remaining")).toBe("99");
    const { data } = (await created.json()) as { data: { id: string; text: string } };
    expect(data.text).toMatch(/^Beans &amp; bread\. See https:\/\/t\.co\/\w/);

    rig.advance(90 * 60_000);
    const fields = "tweet.fields=public_metrics,non_public_metrics,created_at,entities";
    const read = await rig.send(`x/2/tweets?ids=${data.id},123&${fields}`, {
      headers: bearer(token),
    });
    const seen = (await read.json()) as {
      data: { public_metrics: { impression_count: number }; entities: unknown }[];
      errors: unknown[];
    };
    expect(seen.data[0]?.public_metrics.impression_count).toBeGreaterThan(0);
    expect(seen.data[0]?.entities).toMatchObject({
      urls: [{ expanded_url: "https://northlight.coffee/autumn" }],
    });
    expect(seen.errors).toHaveLength(1);

    const { data: user } = await me(token);
    const since = "2026-11-02T08:59:00Z";
    const listed = await rig.send(`x/2/users/${user.id}/tweets?start_time=${since}`, {
      headers: bearer(token),
    });
    expect(await listed.json()).toMatchObject({
      data: [{ id: data.id }],
      meta: { result_count: 1 },
    });

    const init = { method: "DELETE", headers: bearer(token) };
    const gone = await rig.send(`x/2/tweets/${data.id}`, init);
    expect(await gone.json()).toEqual({ data: { deleted: true } });
  });

  it("refuses what X refuses", async () => {
    const { access_token: token } = await connect(rig, "x");
    expect((await tweet(token, { text: "Hello", colour: "red" })).status).toBe(400);
    expect((await tweet(token, {})).status).toBe(400);
    expect((await tweet(token, { text: "a".repeat(281) })).status).toBe(403);
    expect((await tweet(token, { text: "a".repeat(280) })).status).toBe(201);
    const again = await tweet(token, { text: "a".repeat(280) });
    expect(again.status).toBe(403);
    expect(await again.json()).toMatchObject({
      detail: "You are not allowed to create a Tweet with duplicate content.",
    });
    expect((await tweet("nobody", { text: "Hi" })).status).toBe(401);
    expect(rig.sandbox.ledger()).toHaveLength(1);
  });

  it("refuses a token without the scope", async () => {
    const tokens = await connect(rig, "x", 0, { scope: "tweet.read users.read" });
    expect(tokens.refresh_token).toBeUndefined();
    expect((await tweet(tokens.access_token, { text: "Hi" })).status).toBe(403);
  });

  it("limits a hundred posts in a quarter of an hour, and says when to come back", async () => {
    const { access_token: token } = await connect(rig, "x");
    for (let count = 0; count < 100; count += 1) await tweet(token, { text: `Post ${count}` });
    const refused = await tweet(token, { text: "One more" });
    expect(refused.status).toBe(429);
    const resetsAt = Number(refused.headers.get("x-rate-limit-reset")) * 1000;
    rig.advance(resetsAt - Date.parse("2026-11-02T09:00:00Z"));
    expect((await tweet(token, { text: "One more" })).status).toBe(201);
  });

  it("keeps its ledger when it is closed and opened", async () => {
    const { access_token: token } = await connect(rig, "x");
    await tweet(token, { text: "Once" });
    const before = rig.sandbox.ledger();
    await rig.reopen();
    expect(rig.sandbox.ledger()).toEqual(before);
    expect((await tweet(token, { text: "Twice" })).status).toBe(201);
    expect(rig.sandbox.ledger()).toHaveLength(2);
  });
});
