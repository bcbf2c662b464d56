import { expect, it } from "vitest";
import type { CallContext } from "../adapter";
import type { EgressClient } from "../http";
import { blueskyEndpoints } from "./endpoints";
import { refresh } from "./refresh";
import { revoke } from "./revoke";

const did = "did:plc:abc";
const sealed = {
  service: "",
  pds: "https://old.example",
  identifier: "alice.example",
  appPassword: "aaaa-bbbb-cccc-dddd",
  did,
  accessJwt: "old-access",
  refreshJwt: "old-refresh",
};
const toSession = (changes: object = {}) => ({
  did,
  handle: "alice.example",
  accessJwt: "new-access",
  refreshJwt: "new-refresh",
  ...changes,
});
const dead = { status: 400, body: { error: "ExpiredToken", message: "Token has been revoked" } };

/** Answers the calls in turn and notes which they were. */
function answering(answers: { status: number; body: object }[]) {
  const calls: string[] = [];
  const request: EgressClient["request"] = async (url, init) => {
    const { status = 500, body = {} } = answers[calls.length] ?? {};
    calls.push(`${url} ${init.headers?.authorization ?? ""} ${init.trust}`);
    const text = JSON.stringify(body);
    const bytes = new TextEncoder().encode(text);
    return { status, headers: {}, bytes, text: () => text, json: () => JSON.parse(text) };
  };
  const http: EgressClient = { request, close: async () => undefined };
  const context: CallContext = { endpoints: blueskyEndpoints(null), http, now: () => new Date() };
  return { context, calls };
}

it("renews at the account's own server, and follows the account when it has moved", async () => {
  const serviceEndpoint = "https://new.example";
  const didDoc = { id: did, service: [{ id: "#atproto_pds", serviceEndpoint }] };
  const { context, calls } = answering([{ status: 200, body: toSession({ didDoc }) }]);
  expect(await refresh(context, sealed)).toEqual({
    ok: true,
    credentials: {
      ...sealed,
      ...{ accessJwt: "new-access", refreshJwt: "new-refresh" },
      pds: serviceEndpoint,
    },
    expiresAt: null,
  });
  expect(calls).toEqual([
    "https://old.example/xrpc/com.atproto.server.refreshSession Bearer old-refresh typed",
  ]);
});

it.each([
  [{ status: 200, body: {} }, true],
  [dead, true],
  [{ status: 502, body: {} }, false],
])("is ended with its refresh token: %j", async (answer, ok) => {
  const { context, calls } = answering([answer]);
  expect((await revoke(context, sealed)).ok).toBe(ok);
  expect(calls).toEqual([
    "https://old.example/xrpc/com.atproto.server.deleteSession Bearer old-refresh typed",
  ]);
});

it("signs in with the app password at the service when the refresh token is dead", async () => {
  const { context, calls } = answering([dead, { status: 200, body: toSession() }]);
  expect(await refresh(context, sealed)).toMatchObject({ ok: true });
  expect(calls[1]).toBe("https://bsky.social/xrpc/com.atproto.server.createSession  operator");
});

it.each([
  [
    "a taken-back app password",
    [dead, { status: 401, body: { error: "AuthenticationRequired" } }],
    true,
  ],
  ["too many sign-ins", [dead, { status: 429, body: { error: "RateLimitExceeded" } }], false],
  ["a server that is down", [{ status: 502, body: {} }], false],
  ["a session of somebody else", [{ status: 200, body: toSession({ did: "did:plc:x" }) }], false],
])("says whether a person is needed: %s", async (_what, answers, definitive) => {
  const { context } = answering(answers);
  expect(await refresh(context, sealed)).toMatchObject({ ok: false, definitive });
});
