import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decide } from "@/lib/domain/publish-outcome";
import { openCredentials, sealCredentials } from "@/server/accounts/account-credentials";
import { disconnectAccount } from "@/server/accounts/disconnect-account";
import { listAccounts } from "@/server/accounts/list-accounts";
import { listAccountsToRefresh } from "@/server/accounts/list-accounts-to-refresh";
import { openAccountSession, refreshAfter401 } from "@/server/accounts/open-session";
import { refreshAccount } from "@/server/accounts/refresh-account";
import { renewAccess } from "@/server/accounts/renew-access";
import { renewAccount } from "@/server/accounts/renew-account";
import { updateAccount } from "@/server/accounts/update-account";
import { socialAccounts } from "@/server/db/schema/accounts";
import { auditLog, events } from "@/server/db/schema/facts";
import { posts, schedules } from "@/server/db/schema/posts";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addCampaign } from "@/server/testing/world";

const minute = 60_000;
let rig: SandboxWorld;

beforeEach(async () => {
  rig = await createSandboxWorld();
});
afterEach(() => rig.close());

async function connected(platform = "x") {
  await (await rig.browser()).connect(platform);
  return account();
}

async function account() {
  const [row] = await rig.world.runtime.database.db.select().from(socialAccounts);
  if (!row) throw new Error("no account");
  return row;
}

async function tokens() {
  const credentials = openCredentials(rig.world.runtime, await account());
  if (credentials?.kind !== "oauth") throw new Error("no tokens");
  return credentials;
}

const actions = async () =>
  (await rig.world.runtime.database.db.select().from(auditLog)).map((row) => row.action);

async function addPost(accountId: string, status: typeof posts.$inferInsert.status, key: string) {
  const at = new Date(rig.world.runtime.clock.now().getTime() + 60 * minute);
  const campaign = await addCampaign(rig.world);
  await rig.world.runtime.database.db.insert(posts).values({
    workspaceId: rig.world.workspaceId,
    campaignId: campaign.id,
    accountId,
    platform: "x",
    slotAt: at,
    dueAt: at,
    deadlineAt: new Date(at.getTime() + 600 * minute),
    nextAt: at,
    status,
    idempotencyKey: key,
  });
}

const postStatuses = async () =>
  (await rig.world.runtime.database.db.select().from(posts)).map((post) => post.status).sort();

describe("renewing an access", () => {
  it("happens shortly before its end, and keeps the new refresh token", async () => {
    const { id, workspaceId } = await connected();
    const { runtime } = rig.world;
    const before = await tokens();
    expect(await listAccountsToRefresh(runtime, runtime.database.db)).toEqual([]);

    runtime.clock.advance(105 * minute);
    expect(await listAccountsToRefresh(runtime, runtime.database.db)).toEqual([
      { workspaceId, accountId: id },
    ]);
    await refreshAccount(runtime, { workspaceId, accountId: id });
    const after = await tokens();
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(after.refreshToken).not.toBe(before.refreshToken);
    expect(await listAccountsToRefresh(runtime, runtime.database.db)).toEqual([]);
    // A job that rings late finds nothing to do.
    await refreshAccount(runtime, { workspaceId, accountId: id });
    expect((await tokens()).accessToken).toBe(after.accessToken);
  });

  it("keeps the refresh token when the platform sends none", async () => {
    const { id } = await connected("youtube");
    const before = await tokens();
    rig.world.runtime.clock.advance(55 * minute);
    expect(await renewAccess(rig.world.ctx(), id)).toEqual({ kind: "renewed" });
    const after = await tokens();
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(after.refreshToken).toBe(before.refreshToken);
  });

  it("is done by one when many ask", async () => {
    const { id } = await connected();
    rig.world.runtime.clock.advance(119 * minute);
    const opened = await Promise.all(
      Array.from({ length: 6 }, () => openAccountSession(rig.world.runtime, id)),
    );
    expect(opened.every((each) => each.ok)).toBe(true);
    expect((await account()).status).toBe("active");
    expect((await actions()).filter((action) => action === "account.refreshed")).toHaveLength(1);
  });

  it("makes those wait who need it while another renews", async () => {
    const { id } = await connected();
    rig.world.runtime.clock.advance(121 * minute);
    const opened = await Promise.all([
      openAccountSession(rig.world.runtime, id),
      openAccountSession(rig.world.runtime, id),
    ]);
    const waiting = opened.filter((each) => !each.ok);
    for (const each of waiting) expect(each).toMatchObject({ outcome: { kind: "retry_later" } });
    expect(opened.some((each) => each.ok)).toBe(true);
  });

  it("costs no post its tries when whoever renews it died", async () => {
    const { id } = await connected();
    const { clock, database } = rig.world.runtime;
    clock.advance(121 * minute);
    const now = clock.now();
    const refreshingUntil = new Date(now.getTime() + minute);
    await database.db.update(socialAccounts).set({ refreshingUntil });
    const opened = await openAccountSession(rig.world.runtime, id);
    if (opened.ok) throw new Error("the access has ended");
    const deadline = new Date(now.getTime() + 360 * minute);
    const often = { attempt: 20, now, dueAt: now, deadline, random: 0.5 };
    expect(decide(opened.outcome, often)).toMatchObject({
      status: "queued",
      code: "refresh_pending",
    });
    clock.advance(2 * minute);
    expect((await openAccountSession(rig.world.runtime, id)).ok).toBe(true);
  });

  it("leaves the account alone when the platform does not answer well, and tells it once", async () => {
    const { id } = await connected();
    const before = await tokens();
    await rig.served.addFault({ platform: "x", kind: "server_error", scope: "token", times: 2 });
    rig.world.runtime.clock.advance(105 * minute);
    expect(await renewAccess(rig.world.ctx(), id)).toMatchObject({ kind: "later" });
    await expect(renewAccount(rig.world.ctx(), id)).rejects.toMatchObject({ code: "upstream" });
    expect((await account()).status).toBe("active");
    expect(await tokens()).toEqual(before);
    expect((await actions()).filter((each) => each === "account.refresh_failed")).toHaveLength(1);

    expect((await renewAccount(rig.world.ctx(), id)).statusReason).toBeNull();
  });

  it("keeps a token that was rotated through faults of the database", async () => {
    const { id } = await connected();
    const before = await tokens();
    rig.world.runtime.clock.advance(105 * minute);
    const { db } = rig.world.runtime.database;
    await db.execute(sql`create function break_down() returns trigger language plpgsql as $$
      begin
        if nextval('faults') <= 2 then raise exception 'the connection broke'; end if;
        return new;
      end $$`);
    await db.execute(sql`create sequence faults`);
    await db.execute(sql`create trigger break_down before update of sealed_credentials
      on social_accounts for each row execute function break_down()`);
    expect(await renewAccess(rig.world.ctx(), id)).toEqual({ kind: "renewed" });
    expect(await tokens()).not.toEqual(before);
    expect((await openAccountSession(rig.world.runtime, id)).ok).toBe(true);
    expect((await actions()).filter((action) => action === "account.refreshed")).toHaveLength(1);
  });

  it("asks for a person only when the grant is gone for good", async () => {
    const { id } = await connected();
    await addPost(id, "blocked", "a");
    await rig.served.addFault({ platform: "x", kind: "token_revoked" });
    expect(await refreshAfter401(rig.world.runtime, id)).toMatchObject({
      ok: false,
      outcome: { kind: "reconnect" },
    });
    expect(await account()).toMatchObject({ status: "action_required" });
    expect(await openAccountSession(rig.world.runtime, id)).toMatchObject({
      outcome: { kind: "reconnect" },
    });
    expect(await actions()).toContain("account.refresh_failed");

    await (await rig.browser()).connect("x", "northlight", `account=${id}`);
    expect(await account()).toMatchObject({ id, status: "active", statusReason: null });
    expect(await postStatuses()).toEqual(["queued"]);
  });
});

it("tells once that a person is needed, however many find it out", async () => {
  const { id } = await connected();
  const told = async () => {
    const facts = await rig.world.runtime.database.db.select().from(events);
    return facts.filter((fact) => fact.name === "account.changed").length;
  };
  const { accessToken } = await tokens();
  await rig.served.addFault({ platform: "x", kind: "server_error", scope: "token", times: 2 });
  await renewAccess(rig.world.ctx(), id);
  await renewAccess(rig.world.ctx(), id);
  expect(await told()).toBe(1);
  await rig.served.addFault({ platform: "x", kind: "token_revoked" });
  for (let nth = 0; nth < 10; nth++) {
    await refreshAfter401(rig.world.runtime, id, accessToken);
    await renewAccess(rig.world.ctx(), id);
  }
  expect(await told()).toBe(2);
  expect((await actions()).filter((each) => each === "account.refresh_failed")).toHaveLength(2);
});

it("shows what was not granted, in the scopes that this version asks for", async () => {
  const { id, scopes } = await connected();
  const missing = async () =>
    (await listAccounts(rig.world.ctx(), { disconnected: "false" })).items[0]?.missingScopes;
  expect(await missing()).toEqual([]);
  const db = rig.world.runtime.database.db;
  const granted = scopes.slice(1);
  await db.update(socialAccounts).set({ scopes: granted }).where(eq(socialAccounts.id, id));
  expect(await missing()).toEqual(scopes.slice(0, 1));
  await (await rig.browser()).connect("x", "northlight", `account=${id}`);
  expect(await missing()).toEqual([]);
});

describe("a 401", () => {
  it("renews an access that ended too early", async () => {
    const { id } = await connected();
    const before = await tokens();
    await rig.served.addFault({ platform: "x", kind: "token_expired" });
    const opened = await refreshAfter401(rig.world.runtime, id, before.accessToken);
    expect(opened).toMatchObject({ ok: true, session: { handle: "northlight" } });
    expect((await tokens()).accessToken).not.toBe(before.accessToken);
  });

  it("spends nothing when another has renewed the access already", async () => {
    const { id } = await connected();
    const before = await tokens();
    await renewAccess(rig.world.ctx(), id);
    const { accessToken } = await tokens();
    const opened = await refreshAfter401(rig.world.runtime, id, before.accessToken);
    expect(opened).toMatchObject({ ok: true, session: { accessToken } });
    expect((await tokens()).accessToken).toBe(accessToken);
  });
});

it("says that an access without renewal is about to end", async () => {
  const { id } = await connected();
  const db = rig.world.runtime.database.db;
  const sealedCredentials = sealCredentials(rig.world.runtime, id, {
    kind: "oauth",
    accessToken: "short",
    refreshToken: null,
  });
  const details = { renews: false };
  await db.update(socialAccounts).set({ sealedCredentials, details });
  const status = async () =>
    (await listAccounts(rig.world.ctx(), { disconnected: "false" })).items[0]?.status;
  expect(await status()).toBe("expiring");
  rig.world.runtime.clock.advance(121 * minute);
  expect(await status()).toBe("action_required");
  await refreshAccount(rig.world.runtime, { workspaceId: rig.world.workspaceId, accountId: id });
  expect((await account()).status).toBe("action_required");
});

it("says in time that an access ends which lives as long as the person's own", async () => {
  await (await rig.browser()).connect("whatsapp", "70123456");
  const { expiresAt, details } = await account();
  const { clock } = rig.world.runtime;
  const lifeMs = (expiresAt?.getTime() ?? 0) - clock.now().getTime();
  expect(lifeMs / minute / 60 / 24).toBeCloseTo(60, 0);
  expect(details).toMatchObject({ renews: false, sharesGrant: true });
  const status = async () =>
    (await listAccounts(rig.world.ctx(), { disconnected: "false" })).items[0]?.status;
  expect(await status()).toBe("active");
  clock.advance(lifeMs - 60 * minute);
  expect(await status()).toBe("expiring");
  clock.advance(61 * minute);
  expect(await status()).toBe("action_required");
});

describe("disconnecting", () => {
  it("wipes the secrets, cancels what is not out yet, pauses schedules and revokes", async () => {
    const { id } = await connected();
    const { accessToken } = await tokens();
    const db = rig.world.runtime.database.db;
    for (const status of ["planned", "queued", "blocked", "published", "publishing"] as const) {
      await addPost(id, status, status);
    }
    const campaign = await addCampaign(rig.world);
    await db.insert(schedules).values({
      workspaceId: rig.world.workspaceId,
      campaignId: campaign.id,
      accountId: id,
      cron: "0 9 * * *",
      timeZone: "UTC",
    });
    const ended = await disconnectAccount(rig.world.ctx(), id);
    expect(ended).toMatchObject({ canceledPosts: 3, pausedSchedules: 1, revoked: true });
    expect(ended.account.status).toBe("disconnected");
    expect(await account()).toMatchObject({ sealedCredentials: "", status: "disconnected" });
    expect(await postStatuses()).toEqual([
      "canceled",
      "canceled",
      "canceled",
      "published",
      "publishing",
    ]);
    const asked = await fetch(`${rig.served.baseUrl}/x/2/users/me`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(asked.status).toBe(401);
    expect(await actions()).toContain("account.disconnected");
    expect(await openAccountSession(rig.world.runtime, id)).toMatchObject({ ok: false });
    expect((await listAccounts(rig.world.ctx(), { disconnected: "false" })).items).toEqual([]);

    await (await rig.browser()).connect("x");
    expect(await account()).toMatchObject({ id, status: "active", disconnectedAt: null });
  });

  it("answers another workspace's account like one that does not exist", async () => {
    const { id } = await connected();
    const ctx = { ...rig.world.ctx(), workspaceId: "019570a0-0000-7000-8000-000000000000" };
    await expect(disconnectAccount(ctx, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(updateAccount(ctx, id, { paused: true })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(renewAccount(ctx, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await account()).status).toBe("active");
  });
});

it("pauses and resumes once each, with an audit entry", async () => {
  const { id } = await connected();
  expect((await updateAccount(rig.world.ctx(), id, { paused: true })).paused).toBe(true);
  await updateAccount(rig.world.ctx(), id, { paused: true });
  await updateAccount(rig.world.ctx(), id, { paused: false });
  expect(await actions()).toEqual(["account.connected", "account.paused", "account.resumed"]);
  const [row] = await rig.world.runtime.database.db
    .select()
    .from(socialAccounts)
    .where(eq(socialAccounts.id, id));
  expect(row?.paused).toBe(false);
});
