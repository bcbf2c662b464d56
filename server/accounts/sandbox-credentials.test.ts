import { afterEach, beforeEach, expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";
import { openCredentials } from "@/server/accounts/account-credentials";
import { connectCredentials } from "@/server/accounts/connect-credentials";
import { disconnectAccount } from "@/server/accounts/disconnect-account";
import { listAccountsToRefresh } from "@/server/accounts/list-accounts-to-refresh";
import { openAccountSession, refreshAfter401 } from "@/server/accounts/open-session";
import { listPlatformSetups } from "@/server/accounts/platform-setup";
import {
  findEndpoints,
  isSandboxAvailable,
  toCallContext,
} from "@/server/accounts/provider-config";
import { refreshAccount } from "@/server/accounts/refresh-account";
import { renewAccess } from "@/server/accounts/renew-access";
import { socialAccounts } from "@/server/db/schema/accounts";
import { auditLog } from "@/server/db/schema/facts";
import { getAdapter } from "@/server/platforms/registry";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";

const minute = 60_000;
let rig: SandboxWorld;
beforeEach(async () => {
  rig = await createSandboxWorld();
});
afterEach(() => rig.close());

/** Platforms with a form that the sandbox imitates. */
const platform = () => {
  const found = PLATFORMS.find(
    (each) =>
      catalog[each].connect === "credentials" && isSandboxAvailable(rig.world.runtime, each),
  );
  if (!found) throw new Error("the sandbox imitates no platform with a form");
  return found;
};

const runtime = () => rig.world.runtime;
const rows = () => runtime().database.db.select().from(socialAccounts);
async function account() {
  const [row] = await rows();
  if (!row) throw new Error("no account");
  return row;
}
const values = async () => {
  const opened = openCredentials(runtime(), await account());
  return opened?.kind === "form" ? opened.values : {};
};
const actions = async () =>
  (await runtime().database.db.select().from(auditLog)).map((row) => row.action);

async function profiles() {
  const { items } = await listPlatformSetups(rig.world.ctx());
  return items.find((each) => each.platform === platform())?.sandbox.profiles ?? [];
}

async function connect() {
  const [profile] = await profiles();
  const fields = profile?.fields ?? {};
  await connectCredentials(rig.world.ctx(), { platform: platform(), world: "sandbox", fields });
  return account();
}

it("offers the sandbox's people to those who may connect, and to nobody else", async () => {
  const [first] = await profiles();
  expect(Object.values(first?.fields ?? {}).every((value) => value.length > 0)).toBe(true);
  const { items } = await listPlatformSetups(rig.world.ctx("viewer"));
  expect(items.flatMap((each) => each.sandbox.profiles)).toEqual([]);
});

it("ends the session at the platform when the account is disconnected", async () => {
  const row = await connect();
  const kept = await values();
  expect((await disconnectAccount(rig.world.ctx(), row.id)).revoked).toBe(true);
  const { connect: spec } = getAdapter(platform());
  if (spec.kind !== "credentials") throw new Error("connected by a form");
  const endpoints = findEndpoints(runtime(), platform(), true);
  const call = toCallContext(runtime(), platform(), endpoints);
  const withoutPassword = { ...kept, appPassword: "" };
  expect(await spec.refresh?.(call, withoutPassword)).toMatchObject({ ok: false });
  // Asked once more, there is nothing left to end.
  expect(await spec.revoke?.(call, kept)).toEqual({ ok: true, message: null });
});

it("connects one of them in the sandbox, whose address moves with it", async () => {
  const row = await connect();
  expect(row).toMatchObject({ platform: platform(), sandbox: true, status: "active" });
  expect(row.endpoints.api).toMatch(/^sandbox:/);
  expect(row.expiresAt).not.toBeNull();
  const opened = await openAccountSession(runtime(), row.id);
  expect(opened).toMatchObject({
    ok: true,
    session: { endpoints: { api: expect.stringContaining(rig.served.baseUrl) } },
  });
});

it("refuses a wrong password with the field to blame, and keeps nothing", async () => {
  const [profile] = await profiles();
  const fields = Object.fromEntries(
    Object.entries(profile?.fields ?? {}).map(([name, value], nth) => [
      name,
      nth === 0 ? value : "wrong",
    ]),
  );
  const input = { platform: platform(), world: "sandbox" as const, fields };
  await expect(connectCredentials(rig.world.ctx(), input)).rejects.toMatchObject({
    code: "invalid",
    fields: [{ path: expect.stringMatching(/^fields\./) }],
  });
  expect(await rows()).toEqual([]);
});

it("has no imitation of a site that is typed", async () => {
  const input = { platform: "blog" as const, world: "sandbox" as const, fields: {} };
  const fields = { url: "https://journal.example/hook", apiKey: "key" };
  await expect(connectCredentials(rig.world.ctx(), { ...input, fields })).rejects.toMatchObject({
    code: "bad_request",
  });
});

it("renews the session ahead of its end, and stores it before it is used", async () => {
  const { id, workspaceId, expiresAt } = await connect();
  const before = await values();
  const leftMs = (expiresAt?.getTime() ?? 0) - runtime().clock.now().getTime();
  runtime().clock.advance(leftMs - 15 * minute);
  expect(await listAccountsToRefresh(runtime(), runtime().database.db)).toEqual([
    { workspaceId, accountId: id },
  ]);
  await refreshAccount(runtime(), { workspaceId, accountId: id });
  const after = await values();
  expect(after).not.toEqual(before);
  expect((await account()).expiresAt?.getTime()).toBeGreaterThan(expiresAt?.getTime() ?? 0);
  const opened = await openAccountSession(runtime(), id);
  expect(opened).toMatchObject({ ok: true, session: { credentials: after } });
});

it("renews after a 401 once, however many hear it", async () => {
  const { id } = await connect();
  const opened = await openAccountSession(runtime(), id);
  const refused = opened.ok ? opened.session.accessToken : "";
  expect(refused).not.toBe("");
  const both = await Promise.all([
    refreshAfter401(runtime(), id, refused),
    refreshAfter401(runtime(), id, refused),
  ]);
  expect(both.some((each) => each.ok)).toBe(true);
  const renewed = await refreshAfter401(runtime(), id, refused);
  expect(renewed).toMatchObject({ ok: true, session: { credentials: await values() } });
  expect((await actions()).filter((each) => each === "account.refreshed")).toHaveLength(1);
});

it("stays connected when the platform only fails for the moment", async () => {
  const { id } = await connect();
  const before = await values();
  await rig.served.addFault({ platform: platform(), kind: "server_error", scope: "token" });
  expect(await renewAccess(rig.world.ctx(), id)).toMatchObject({ kind: "later" });
  expect((await account()).status).toBe("active");
  expect(await values()).toEqual(before);
  expect(await renewAccess(rig.world.ctx(), id)).toEqual({ kind: "renewed" });
});
