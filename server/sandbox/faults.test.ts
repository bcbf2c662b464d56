import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  basic,
  bearer,
  connect,
  form,
  jsonBody,
  openRig,
  type Rig,
  setFault,
  type Tokens,
} from "./testing";

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

describe("faults", () => {
  it("strikes one account as often as it was told", async () => {
    const { access_token: token } = await connect(rig, "x");
    const { access_token: other } = await connect(rig, "x", 1);
    const { data: user } = await me(token);
    await setFault(rig, {
      platform: "x",
      accountId: user.id,
      kind: "rate_limit",
      retryAfterMs: 5000,
    });
    expect((await tweet(other, { text: "Hello" })).status).toBe(201);
    const refused = await tweet(token, { text: "Hello" });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect((await tweet(token, { text: "Hello" })).status).toBe(201);
  });

  it("can accept a post and never say so", async () => {
    const { access_token: token } = await connect(rig, "x");
    await setFault(rig, { kind: "timeout_after_accept", holdMs: 0 });
    expect((await tweet(token, { text: "Hello" })).status).toBe(504);
    expect(rig.sandbox.ledger()).toHaveLength(1);
    expect((await tweet(token, { text: "Hello" })).status).toBe(403);
  });

  it("expires, revokes, refuses and breaks", async () => {
    const tokens = await connect(rig, "x");
    const refresh = () =>
      rig.send(
        "x/2/oauth2/token",
        form(
          { grant_type: "refresh_token", refresh_token: tokens.refresh_token ?? "" },
          basic(rig),
        ),
      );
    await setFault(rig, { kind: "moderation" });
    expect((await tweet(tokens.access_token, { text: "Hello" })).status).toBe(403);
    await setFault(rig, { kind: "server_error", status: 503 });
    expect((await tweet(tokens.access_token, { text: "Hello" })).status).toBe(503);
    await setFault(rig, { kind: "token_expired" });
    expect((await tweet(tokens.access_token, { text: "Hello" })).status).toBe(401);
    const next = (await (await refresh()).json()) as Tokens;
    expect((await tweet(next.access_token, { text: "Hello" })).status).toBe(201);
    await setFault(rig, { kind: "token_revoked" });
    expect((await tweet(next.access_token, { text: "Bye" })).status).toBe(401);
  });

  it("keeps its controls to those who hold the secret", async () => {
    expect((await rig.send("control/ledger")).status).toBe(403);
    const headers = { "x-sandbox-control": rig.sandbox.controlSecret };
    expect(await (await rig.send("control/ledger", { headers })).json()).toEqual({ entries: [] });
  });
});
