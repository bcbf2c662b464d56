import { afterEach, beforeEach, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import { PlatformCallError } from "../adapter";
import { appOf } from "../fixtures/connect-sandbox";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import type { EgressResponse } from "../http";
import { tiktokAdapter } from "./adapter";
import { tiktokEndpoints } from "./endpoints";
import { tiktokConnect } from "./oauth";

const client = { clientId: "key", clientSecret: "s", redirectUri: "https://app.example/back" };

let harness: SandboxHarness;
beforeEach(async () => {
  const draft = () => {
    throw new Error("Nothing is posted here");
  };
  harness = await startSandboxHarness(tiktokAdapter, { createSandbox, draft });
});
afterEach(() => harness.close());

it("asks in TikTok's dialect: client_key, commas, no challenge", () => {
  const url = new URL(
    tiktokConnect.authorizeUrl(tiktokEndpoints(null), {
      client,
      state: "s1",
      codeChallenge: "unused",
      scopes: ["user.info.basic", "video.publish"],
    }),
  );
  expect(url.origin + url.pathname).toBe("https://www.tiktok.com/v2/auth/authorize/");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_key: "key",
    response_type: "code",
    scope: "user.info.basic,video.publish",
    redirect_uri: client.redirectUri,
    state: "s1",
  });
});

it("tells who it is, and which scopes were granted", async () => {
  expect(harness.connected.identity).toMatchObject({
    handle: "northlightcoffee",
    displayName: "Northlight Coffee",
  });
  const renewed = await harness.refresh();
  expect(renewed).toMatchObject({
    ok: true,
    tokens: { scopes: expect.arrayContaining(["video.list"]) },
  });
});

it("spends a refresh token by using it, and keeps its place through an outage", async () => {
  const seen = new Set<string | null>();
  for (let turn = 0; turn < 2; turn++) {
    const renewed = await harness.refresh();
    if (!renewed?.ok) throw new Error("not renewed");
    expect(renewed.tokens.expiresAt).toEqual(new Date(harness.now().getTime() + 7_200_000));
    seen.add(renewed.tokens.refreshToken);
  }
  expect(seen.size).toBe(2);
  const context = harness.session;
  const app = appOf(harness.served, "tiktok");
  const [spent = ""] = seen;
  const again = { client: app, refreshToken: spent ?? "", scopes: [] };
  expect(await tiktokConnect.refresh(context, again)).toMatchObject({
    ok: false,
    definitive: true,
    code: "invalid_grant",
  });
  await harness.strike({ kind: "server_error", scope: "token" });
  expect(await harness.refresh()).toMatchObject({ ok: false, definitive: false });
  expect(await harness.refresh()).toMatchObject({ ok: true });
});

it("revokes by either token", async () => {
  const app = appOf(harness.served, "tiktok");
  const renewed = await harness.refresh();
  if (!renewed?.ok) throw new Error("not renewed");
  const token = renewed.tokens.refreshToken ?? "";
  const { session } = harness;
  expect(await tiktokConnect.revoke(session, { client: app, token })).toMatchObject({ ok: true });
  expect(await harness.refresh()).toMatchObject({ ok: false, definitive: true });
  await expect(tiktokConnect.identify(session)).rejects.toThrow(PlatformCallError);
  // What is revoked already needs no second time.
  expect(await tiktokConnect.revoke(session, { client: app, token })).toMatchObject({ ok: true });
});

it.each<[string, number, string, Record<string, unknown>]>([
  [
    "an error under HTTP 200",
    200,
    '{"error":"invalid_grant","error_description":"Expired."}',
    { definitive: true },
  ],
  [
    "a wrong secret",
    401,
    '{"error":"invalid_client"}',
    { definitive: false, code: "invalid_client" },
  ],
  ["an outage", 503, '{"error":"invalid_grant"}', { definitive: false, code: "http_503" }],
  ["a page", 404, "<html>", { definitive: false }],
  ["an answer without a token", 200, "{}", { definitive: false, code: "bad_token_answer" }],
])("reads %s", async (_what, status, text, expected) => {
  const { session } = harness;
  const request = async (): Promise<EgressResponse> => ({
    status,
    headers: {},
    bytes: new TextEncoder().encode(text),
    text: () => text,
    json: () => (text.startsWith("{") ? (JSON.parse(text) as unknown) : undefined),
  });
  const context = { ...session, http: { ...session.http, request } };
  const told = await tiktokConnect.refresh(context, { client, refreshToken: "rft.1", scopes: [] });
  expect(told).toMatchObject({ ok: false, ...expected });
});
