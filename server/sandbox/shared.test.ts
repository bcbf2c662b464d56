import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerConsent, type ConsentRules, showConsent } from "./consent";
import type { Call, SandboxContext } from "./context";
import { fetchMedia } from "./fetch-media";
import { listGranted, redeemCode } from "./grants";
import { changeObject, findObject, listObjects, putObject, removeObject } from "./objects";
import type { PlatformModule } from "./platform-module";
import { findProfileByPassword } from "./profiles";
import { getApp } from "./registered";
import { empty, json } from "./respond";
import { type FaultAnswers, underFaults } from "./strike";
import { consentAt, openRig, type Rig, redirectUri, setFault } from "./testing";

const answers: FaultAnswers = {
  rateLimited: (retryAfterMs) => json(429, { retryAfterMs }),
  serverError: (status) => json(status, { error: "broken" }),
  permissionMissing: () => json(403, { error: "permission" }),
  duplicate: () => json(422, { error: "duplicate" }),
  refused: () => json(422, { error: "refused" }),
  mediaRefused: null,
};

const rules: ConsentRules = {
  platform: "echo",
  codeLifetimeMs: 60_000,
  publishScopes: ["write"],
  readScopes: ["read"],
  otherScopes: [],
  isPkceRequired: false,
  scopeSeparator: ",",
  clientParameter: "client_key",
  offers: ["echo", "choir"],
  isOffline: () => true,
  mismatch: { code: "mismatch", detail: "Not registered." },
};

let seen: SandboxContext;
let accepted = 0;

function publish(call: Call) {
  seen = call.context;
  const operation = { platform: "echo", accountId: "none", scope: "publish" as const };
  return underFaults(call, operation, answers, () => {
    accepted += 1;
    return json(201, { id: "1", kind: "note", data: { post_id: "2" } }, { location: "/1" });
  });
}

const echo: PlatformModule = {
  platform: "echo",
  label: "Echo",
  words: { as: "a voice you own", publish: "Call out", unit: "listeners" },
  glyph: "M0,0Z",
  hue: 140,
  profiles: [{ username: "anna", name: "Anna", about: "", followers: 10 }],
  toAccountId: (hash) => `echo-${hash.slice(0, 8)}`,
  passwordPrefix: "echo-",
  audience: {
    scaleMs: 1_000,
    rates: { likes: 0.1, shares: 0.1, comments: 0.1, clicks: 0.1, saves: 0.1 },
  },
  routes: [
    { method: "POST", path: "echo/{version}/publish", handle: publish },
    { method: "GET", path: "echo/authorize", handle: (call) => showConsent(call, rules) },
    { method: "POST", path: "echo/authorize", handle: (call) => answerConsent(call, rules) },
  ],
};

const choir: PlatformModule = {
  ...echo,
  platform: "choir",
  sharesAppOf: "echo",
  profiles: [{ username: "alto", name: "Alto", about: "", followers: 10 }],
  toAccountId: (hash) => `choir-${hash.slice(0, 8)}`,
  passwordPrefix: undefined,
  routes: [],
};

const files = new Map<string, Response>();
let rig: Rig;
beforeEach(async () => {
  accepted = 0;
  files.clear();
  rig = await openRig({
    modules: [echo, choir],
    receivers: ["https://app.example"],
    deliver: async (request) => files.get(request.url) ?? empty(404),
  });
  await rig.send("echo/v1/publish", { method: "POST" });
  accepted = 0;
});
afterEach(() => rig.end());

const send = () => rig.send("echo/v1/publish", { method: "POST" });

async function control<T>(path: string): Promise<T> {
  const headers = { "x-sandbox-control": rig.sandbox.controlSecret };
  return (await (await rig.send(`control/${path}`, { headers })).json()) as T;
}

describe("faults that every platform has", () => {
  it.each([
    [{ kind: "rate_limit", retryAfterMs: null }, 429, 0],
    [{ kind: "server_error", status: 500 }, 500, 0],
    [{ kind: "error_after_accept" }, 503, 1],
    [{ kind: "timeout_before_accept", holdMs: 0 }, 504, 0],
    [{ kind: "timeout_after_accept", holdMs: 0 }, 504, 1],
    [{ kind: "permission_missing" }, 403, 0],
    [{ kind: "duplicate" }, 422, 0],
    [{ kind: "moderation" }, 422, 0],
  ])("strikes once: %j", async (fault, status, count) => {
    await setFault(rig, fault);
    expect((await send()).status).toBe(status);
    expect(accepted).toBe(count);
    expect((await send()).status).toBe(201);
  });

  it("leaves what a platform does not say here to whoever takes it by name", async () => {
    await setFault(rig, { kind: "media_refused" });
    expect((await send()).status).toBe(201);
    expect((await control<{ faults: unknown[] }>("faults")).faults).toHaveLength(1);
  });

  it("spoils the answer of what it took", async () => {
    await setFault(rig, { kind: "malformed_answer" });
    const broken = await send();
    expect(broken.status).toBe(201);
    await expect(broken.json()).rejects.toThrow(SyntaxError);
    await setFault(rig, { kind: "answer_without_id" });
    const nameless = await send();
    expect(nameless.headers.has("location")).toBe(false);
    expect(await nameless.json()).toEqual({ kind: "note", data: {} });
    expect(accepted).toBe(2);
  });

  it("knows its platforms, and says which faults there are", async () => {
    expect(await control("platforms")).toMatchObject({
      platforms: [
        { platform: "echo", label: "Echo", connect: "password" },
        { platform: "choir", connect: "oauth" },
      ],
      faults: { kinds: expect.arrayContaining(["answer_without_id"]) },
    });
    const refused = await setFault(rig, { kind: "duplicate", platform: "silence" });
    expect(refused.status).toBe(404);
  });
});

interface Account {
  id: string;
  username: string;
  password: string | null;
}

describe("accounts", () => {
  const anna = async () =>
    (await control<{ accounts: Account[] }>("accounts?platform=echo")).accounts[0];

  it("has a password that stays, until it is revoked", async () => {
    const before = await anna();
    expect(before?.password).toMatch(/^echo-[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
    await rig.reopen();
    await send();
    const { password } = (await anna()) ?? {};
    expect(password).toBe(before?.password);
    const signIn = (word: string) => findProfileByPassword(seen.db, "echo", "anna", word)?.username;
    expect(signIn(password ?? "")).toBe("anna");
    expect(signIn("echo-wrong")).toBeUndefined();
    await setFault(rig, { kind: "token_revoked", platform: "echo" });
    expect(signIn(password ?? "")).toBeUndefined();
    expect(signIn((await anna())?.password ?? "")).toBe("anna");
  });

  it("gives no password where there is none to sign in with", async () => {
    const { accounts } = await control<{ accounts: Account[] }>("accounts?platform=choir");
    expect(accounts[0]?.password).toBeNull();
    expect(findProfileByPassword(seen.db, "choir", "alto", "")).toBeNull();
  });

  it("shares an app, and opens several accounts with one consent", async () => {
    const app = rig.sandbox.app("echo");
    expect(rig.sandbox.app("choir")).toEqual(app);
    expect(getApp(seen, "echo")).toEqual(app);
    const query = new URLSearchParams({
      response_type: "code",
      client_key: app.clientId,
      redirect_uri: redirectUri,
      scope: "read,write",
    });
    const target = await consentAt(rig, `echo/authorize?${query}`);
    const row = redeemCode(seen, {
      platform: "echo",
      code: target.searchParams.get("code") ?? "",
      clientId: app.clientId,
      redirectUri,
      verifier: null,
    });
    expect(row?.scope).toBe("read write");
    const ids = listGranted(seen, "echo", row?.grant_id ?? "");
    expect(ids.map((id) => id.split("-")[0])).toEqual(["echo", "choir"]);
  });
});

describe("objects between an upload and a post", () => {
  const key = { platform: "echo", kind: "container", id: "c-1" };

  it("keeps, changes, lists and forgets them", () => {
    putObject(seen, { ...key, accountId: "a", state: "open", detail: { parts: 0 } });
    expect(changeObject(seen, key, { state: "done", detail: { parts: 2 } }, "open")).toBe(true);
    expect(changeObject(seen, key, { state: "done" }, "open")).toBe(false);
    expect(findObject<{ parts: number }>(seen, key)).toMatchObject({
      state: "done",
      detail: { parts: 2 },
    });
    const listed = listObjects(seen, { platform: "echo", kind: "container", accountId: "a" });
    expect(listed.map(({ id }) => id)).toEqual(["c-1"]);
    expect(removeObject(seen, key)).toBe(true);
    expect(findObject(seen, key)).toBeNull();
  });

  it("does not find what has expired", () => {
    putObject(seen, { ...key, expiresAt: seen.now().getTime() + 1_000 });
    expect(findObject(seen, key)).not.toBeNull();
    rig.advance(1_000);
    expect(findObject(seen, key)).toBeNull();
    expect(listObjects(seen, { platform: "echo", kind: "container" })).toEqual([]);
  });
});

describe("media that a platform fetches", () => {
  it("asks the product only, and keeps the hash", async () => {
    const bytes = Buffer.from("\u0089PNG and more", "latin1");
    const headers = { "content-type": "Image/PNG; charset=binary" };
    files.set("https://app.example/m/1", new Response(bytes, { headers }));
    expect(await fetchMedia(seen, "https://app.example/m/1")).toMatchObject({
      ok: true,
      contentType: "image/png",
      kind: "png",
      size: bytes.length,
    });
    for (const url of ["https://elsewhere.example/m/1", "file:///etc/passwd", "not a url"]) {
      expect(await fetchMedia(seen, url)).toEqual({ ok: false, reason: "not_allowed" });
    }
  });

  it("says what went wrong", async () => {
    const url = "https://app.example/m/2";
    expect(await fetchMedia(seen, url)).toEqual({ ok: false, reason: "refused", status: 404 });
    files.set(url, new Response("12345"));
    const large = await fetchMedia(seen, url, { maxBytes: 4 });
    expect(large).toEqual({ ok: false, reason: "too_large" });
    files.set(url, new Response(null, { status: 302, headers: { location: "http://10.0.0.1/" } }));
    expect(await fetchMedia(seen, url)).toEqual({ ok: false, reason: "refused", status: 302 });
  });
});
