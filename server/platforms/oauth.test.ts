import { describe, expect, it } from "vitest";
import type { CallContext } from "./adapter";
import { EgressError, type EgressRequest, type EgressResponse } from "./http";
import { requestRevoke, requestToken, toAuthorizeUrl, toCodeChallenge } from "./oauth";

const client = { clientId: "id", clientSecret: "s:ecret", redirectUri: "https://app.example/cb" };

function answering(status: number, body: unknown) {
  const calls: Array<{ url: string; init: EgressRequest }> = [];
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response: EgressResponse = {
    status,
    headers: {},
    bytes: new TextEncoder().encode(text),
    text: () => text,
    json: () => (typeof body === "string" ? undefined : body),
  };
  const context: CallContext = {
    endpoints: {
      authorize: "",
      token: "https://p.example/token",
      revoke: "https://p.example/revoke",
      api: "",
      upload: "",
      site: "",
    },
    http: {
      request: async (url, init) => {
        calls.push({ url, init });
        return response;
      },
      close: async () => {},
    },
    now: () => new Date("2026-01-01T00:00:00Z"),
  };
  return { context, calls };
}

const refresh = (context: CallContext, clientAuth: "basic" | "body" = "basic") =>
  requestToken({
    context,
    client,
    clientAuth,
    form: { grant_type: "refresh_token", refresh_token: "r" },
    scopes: ["asked"],
  });

describe("token answers", () => {
  it("become a token set, with the expiry on the given clock", async () => {
    const { context, calls } = answering(200, {
      access_token: "a",
      refresh_token: "r2",
      expires_in: "7200",
      scope: "one two",
    });
    expect(await refresh(context)).toEqual({
      ok: true,
      tokens: {
        accessToken: "a",
        refreshToken: "r2",
        expiresAt: new Date("2026-01-01T02:00:00Z"),
        scopes: ["one", "two"],
      },
    });
    expect(calls[0]?.init.headers?.authorization).toBe(
      `Basic ${Buffer.from("id:s%3Aecret").toString("base64")}`,
    );
  });

  it.each([undefined, null, ""])("say null, never empty, for refresh token %j", async (value) => {
    const { context } = answering(200, { access_token: "a", refresh_token: value });
    const result = await refresh(context);
    expect(result).toMatchObject({ ok: true, tokens: { refreshToken: null, scopes: ["asked"] } });
  });

  it.each([
    { scope: null, expires_in: 0, token_type: "Bearer" },
    { id_token: "not.asked.for", refresh_token: "" },
    { token_type: null, expires_in: null },
  ])("are read although %j is no standard", async (extra) => {
    const { context } = answering(201, { access_token: "a", ...extra });
    expect(await refresh(context)).toMatchObject({
      ok: true,
      tokens: { accessToken: "a", refreshToken: null, expiresAt: null },
    });
  });

  it("are refused for tokens that we could not use", async () => {
    const { context } = answering(200, { access_token: "a", token_type: "mac" });
    expect(await refresh(context)).toMatchObject({ ok: false, definitive: false });
  });

  it("without an access token are a transient failure", async () => {
    const { context } = answering(200, { access_token: "" });
    expect(await refresh(context)).toMatchObject({ ok: false, definitive: false });
  });
});

describe("token failures", () => {
  it.each([
    [400, { error: "invalid_grant" }, true],
    [400, { error: "invalid_request" }, false],
    [401, { error: "invalid_client" }, false],
    [429, { error: "invalid_grant" }, false],
    [503, { error: "invalid_grant" }, false],
    [502, "<html>bad gateway</html>", false],
    [400, "nonsense", false],
  ])("%i %j: definitive %s", async (status, body, definitive) => {
    const { context } = answering(status, body);
    expect(await refresh(context)).toMatchObject({ ok: false, definitive });
  });

  it("of the network are transient", async () => {
    const { context } = answering(200, {});
    context.http.request = () => Promise.reject(new EgressError("timeout", "late", "maybe"));
    expect(await refresh(context)).toMatchObject({ ok: false, definitive: false, code: "timeout" });
  });
});

it("leaves it to the form to say who asks, where the platform has words of its own", async () => {
  const { context, calls } = answering(200, { access_token: "a" });
  const form = { grant_type: "authorization_code", code: "c", client_key: "k" };
  await requestToken({ context, client, clientAuth: "none", form, scopes: [] });
  const { body, headers } = calls[0]?.init ?? {};
  expect(Object.fromEntries(new URLSearchParams(String(body)))).toEqual(form);
  expect(headers?.authorization).toBeUndefined();
});

it("counts a token that is already dead as revoked", async () => {
  const { context } = answering(400, { error: "invalid_token" });
  const result = await requestRevoke(context, { client, token: "t", clientAuth: "none" });
  expect(result).toEqual({ ok: true, message: null });
});

it("computes the challenge of RFC 7636, appendix B", () => {
  expect(toCodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  );
});

it("builds the authorize URL with PKCE and the exact redirect", () => {
  const url = new URL(
    toAuthorizeUrl(
      "https://p.example/auth",
      { client, state: "st", codeChallenge: "ch", scopes: ["a", "b"] },
      { access_type: "offline" },
    ),
  );
  expect(Object.fromEntries(url.searchParams)).toEqual({
    response_type: "code",
    client_id: "id",
    redirect_uri: client.redirectUri,
    scope: "a b",
    state: "st",
    code_challenge: "ch",
    code_challenge_method: "S256",
    access_type: "offline",
  });
});
