import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { encode } from "next-auth/jwt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DELETE as removeRoute } from "@/app/api/sandbox/faults/[id]/route";
import { DELETE as clearRoute, GET as listRoute, POST } from "@/app/api/sandbox/faults/route";
import { GET as ledgerRoute } from "@/app/api/sandbox/ledger/route";
import { InjectFault } from "@/lib/contracts/sandbox";
import { openAccountSession } from "@/server/accounts/open-session";
import { type Ctx, ROLE_SCOPES } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { auditLog } from "@/server/db/schema/facts";
import { memberships } from "@/server/db/schema/users";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { getAdapter } from "@/server/platforms/registry";
import { setRuntime } from "@/server/runtime";
import { injectFault } from "@/server/sandbox-control/inject-fault";
import { listFaults } from "@/server/sandbox-control/list-faults";
import { listLedger } from "@/server/sandbox-control/list-ledger";
import { listPersonas } from "@/server/sandbox-control/list-personas";
import { removeAllFaults, removeFault } from "@/server/sandbox-control/remove-faults";
import { addPublishedPost } from "@/server/testing/published-post";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addWorkspace, contextFor } from "@/server/testing/world";

let rig: SandboxWorld;
let ctx: Ctx;
beforeEach(async () => {
  rig = await createSandboxWorld();
  ctx = rig.world.ctx();
  setRuntime(rig.world.runtime);
});
afterEach(() => rig.close());

async function connect(): Promise<{ id: string; externalId: string }> {
  await (await rig.browser()).connect("x");
  const [account] = await ctx.db.select().from(socialAccounts);
  if (!account) throw new Error("no account");
  return account;
}

async function publish(accountId: string, text: string) {
  const opened = await openAccountSession(rig.world.runtime, accountId);
  if (!opened.ok) return opened.outcome;
  const draft = { postId: "p", format: "post", title: null, text, media: [], options: {} };
  const key = { key: text, attempt: 1, firstAttemptAt: ctx.now() };
  return getAdapter("x").publish(opened.session, draft, key, async () => undefined);
}

const inject = (input: InjectFault) => injectFault(ctx, InjectFault.parse(input));
const audited = async () =>
  (await ctx.db.select().from(auditLog)).flatMap(({ action, subjectName }) =>
    action.startsWith("sandbox.") ? [`${action} ${subjectName}`] : [],
  );

describe("a fault", () => {
  it("strikes the account it was made for, as often as asked, and is gone", async () => {
    const { id, externalId } = await connect();
    const made = await inject({ accountId: id, kind: "rate_limit", retryAfterSeconds: 90 });
    expect(made).toMatchObject({ profileId: externalId, scope: "publish", remaining: 1 });
    expect((await listFaults(ctx)).items).toEqual([made]);
    expect(await publish(id, "One")).toMatchObject({ kind: "retry_later", retryAfterMs: 90_000 });
    expect((await listFaults(ctx)).items).toEqual([]);
    expect(await publish(id, "Two")).toMatchObject({ kind: "published" });
    expect(await audited()).toEqual([expect.stringMatching(/^sandbox\.fault_added .+ \(X\)$/)]);
  });

  it("that ends the access acts at once and leaves nothing to remove", async () => {
    const { id, externalId } = await connect();
    const made = await inject({ accountId: externalId, kind: "token_revoked" });
    expect(made.remaining).toBe(0);
    expect((await listFaults(ctx)).items).toEqual([]);
    expect(await publish(id, "One")).toMatchObject({ kind: "reconnect" });
  });

  it("stays until it is removed, one or all", async () => {
    const { id } = await connect();
    const [first] = [await inject({ accountId: id, kind: "server_error", times: null })];
    await inject({ accountId: id, kind: "media_refused" });
    expect((await listFaults(ctx)).items).toMatchObject([
      { remaining: null, scope: "publish" },
      { remaining: 1, scope: "media" },
    ]);
    await removeFault(ctx, first.id);
    await expect(removeFault(ctx, first.id)).rejects.toMatchObject({ code: "not_found" });
    await removeAllFaults(ctx);
    expect((await listFaults(ctx)).items).toEqual([]);
    expect((await audited()).map((line) => line.split(" ")[0])).toEqual([
      "sandbox.fault_added",
      "sandbox.fault_added",
      "sandbox.fault_removed",
      "sandbox.faults_removed",
    ]);
  });
});

it("lists the profiles, those of this workspace first", async () => {
  const { id, externalId } = await connect();
  const { items } = await listPersonas(ctx);
  expect(items[0]).toMatchObject({ id: externalId, platform: "x", label: "X", accountId: id });
  expect(items.slice(1).every((each) => each.accountId === null)).toBe(true);
  expect(new Set(items.map((each) => each.label)).size).toBeGreaterThan(5);
});

it("lists what was accepted from this workspace's accounts, with the post it is", async () => {
  const { id, externalId } = await connect();
  const outcome = await publish(id, "One");
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  const { externalId: tweetId, permalink } = outcome;
  const post = await addPublishedPost(rig.world, {
    accountId: id,
    externalId: tweetId,
    permalink,
  });
  await publish(id, "Two");
  expect((await listLedger(ctx)).items).toMatchObject([
    { platform: "x", postId: null, permalink: null },
    { platform: "x", externalId: tweetId, postId: post.id, permalink, at: ctx.now().toISOString() },
  ]);
  expect(externalId).not.toBe("");
  const other = await addWorkspace(rig.world.runtime, "Halden");
  const theirs = contextFor(rig.world.runtime, other.workspaceId, other.userId, "owner");
  expect((await listLedger(theirs)).items).toEqual([]);
});

describe("the API", () => {
  const call = async (handler: typeof POST, method: string, body?: unknown, id = "") => {
    const { userId, workspaceId, runtime } = rig.world;
    const secret = runtime.env.NEXTAUTH_SECRET;
    const token = await encode({ token: { userId, workspaceId, version: 1 }, secret });
    const request = new Request("http://127.0.0.1:4000/api/sandbox/faults", {
      method,
      headers: { cookie: `${SESSION_COOKIE}=${token}`, "sec-fetch-site": "same-origin" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const response = await handler(request, { params: Promise.resolve({ id }) });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  };

  it("makes, lists and removes", async () => {
    const { id } = await connect();
    const made = await call(POST, "POST", { accountId: id, kind: "latency", delaySeconds: 3 });
    expect(made).toMatchObject({ status: 201, body: { kind: "latency", delaySeconds: 3 } });
    expect(await call(listRoute, "GET")).toMatchObject({ body: { items: [{ id: made.body.id }] } });
    expect((await call(removeRoute, "DELETE", undefined, made.body.id)).status).toBe(204);
    expect((await call(clearRoute, "DELETE")).status).toBe(204);
    expect(await call(ledgerRoute, "GET")).toMatchObject({ status: 200, body: { items: [] } });
  });

  it.each([
    ["accountId", { accountId: "nobody", kind: "latency" }],
    ["accountId", { kind: "latency" }],
    ["kind", { accountId: "a", kind: "earthquake" }],
    ["times", { accountId: "a", kind: "latency", times: 0 }],
    ["retryAfterSeconds", { accountId: "a", kind: "rate_limit", retryAfterSeconds: -1 }],
  ])("says what is wrong with %s", async (field, body) => {
    const answer = await call(POST, "POST", body);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: field }] } });
  });

  it("is for owners only", async () => {
    await ctx.db.update(memberships).set({ role: "editor" });
    for (const [handler, method] of [
      [listRoute, "GET"],
      [clearRoute, "DELETE"],
      [ledgerRoute, "GET"],
    ] as const) {
      expect((await call(handler, method)).status).toBe(403);
    }
    expect((await call(POST, "POST", { accountId: "a", kind: "latency" })).status).toBe(403);
    expect(ROLE_SCOPES.editor.has("workspace:write")).toBe(false);
  });

  it("says that the sandbox is off", async () => {
    setRuntime({ ...rig.world.runtime, sandbox: null });
    const answer = await call(listRoute, "GET");
    expect(answer).toMatchObject({ status: 404, body: { detail: expect.stringMatching(/off/) } });
  });
});

it("reaches a sandbox that runs alone, and says when it does not answer", async () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), "control-"));
  mkdirSync(path.join(directory, "sandbox"));
  const { controlSecret } = rig.sandbox;
  const file = path.join(directory, "sandbox", "apps.json");
  writeFileSync(file, JSON.stringify({ controlSecret, apps: {} }));
  const env = { ...rig.world.runtime.env, DATA_DIR: directory };
  const alone = (changes: Partial<typeof env> = {}): Ctx => ({
    ...ctx,
    runtime: { ...rig.world.runtime, sandbox: null, env: { ...env, ...changes } },
  });
  expect((await listPersonas(alone())).items.length).toBeGreaterThan(5);
  const away = alone({ SANDBOX_URL: "http://127.0.0.1:9/sandbox" });
  await expect(listFaults(away)).rejects.toMatchObject({ code: "unavailable" });
  rmSync(directory, { recursive: true });
});
