import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCredentials } from "@/server/accounts/account-credentials";
import { chooseAccounts, getChoice } from "@/server/accounts/choose-accounts";
import { disconnectAccount } from "@/server/accounts/disconnect-account";
import { oauthChoices, socialAccounts } from "@/server/db/schema/accounts";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addWorkspace, contextFor } from "@/server/testing/world";

// The platform whose one consent opens accounts of several platforms.
const platform = "facebook";
let rig: SandboxWorld;
beforeEach(async () => {
  rig = await createSandboxWorld();
});
afterEach(() => rig.close());

const db = () => rig.world.runtime.database.db;
const accounts = () => db().select().from(socialAccounts);
const gone = { code: "not_found" };

async function consented() {
  const browser = await rig.browser();
  const page = await browser.start(platform);
  const { cookie } = browser;
  const done = await browser.callback(await allowEverything(page));
  const token = done.searchParams.get("choice") ?? "";
  const visit = (from = cookie()) =>
    new Request("http://127.0.0.1:4000/api/oauth/choice", { headers: { cookie: from } });
  return { browser, done, token, visit };
}

/** On the platform's page: every box is ticked. */
async function allowEverything(page: URL): Promise<URL> {
  const html = await (await fetch(page)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const body = new URLSearchParams({ ticket, decision: "allow" });
  for (const [, id] of html.matchAll(/name="account" value="([^"]+)"/g))
    body.append("account", id ?? "");
  const response = await fetch(page, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "");
}

describe("a consent that opens several accounts", () => {
  it("lists them, of every platform, and keeps none yet", async () => {
    const { done, token, visit } = await consented();
    expect(done.pathname).toBe("/oauth-choose");
    const choice = await getChoice(rig.world.ctx(), token, visit());
    expect(choice.candidates.length).toBeGreaterThan(1);
    expect(new Set(choice.candidates.map((each) => each.platform)).size).toBeGreaterThan(1);
    expect(choice.candidates.every((each) => !each.isConnected)).toBe(true);
    expect(JSON.stringify(choice)).not.toMatch(/accessToken|refreshToken/);
    expect(await accounts()).toEqual([]);
    const [kept] = await db().select().from(oauthChoices);
    expect(kept?.sealed).not.toContain(choice.candidates[0]?.handle);
  });

  it("keeps those that were chosen, each with tokens of its own, and nothing else", async () => {
    const { token, visit } = await consented();
    const ctx = rig.world.ctx();
    const { candidates } = await getChoice(ctx, token, visit());
    const other = candidates.find((each) => each.platform !== platform);
    const chosen = [candidates[0], other].flatMap((each) => each ?? []);
    const input = { token, accounts: chosen.map((each) => each.key) };
    expect(await chooseAccounts(ctx, input, visit())).toEqual({
      platform,
      status: "connected",
      count: 2,
    });
    const rows = await accounts();
    expect(rows.map((row) => row.platform).sort()).toEqual(
      chosen.map((each) => each.platform).sort(),
    );
    for (const row of rows) {
      expect(row).toMatchObject({ sandbox: true, status: "active" });
      expect(row.endpoints.api).toMatch(/^sandbox:/);
      expect(openCredentials(rig.world.runtime, row)).toMatchObject({ kind: "oauth" });
    }
    const [kept] = await db().select().from(oauthChoices);
    expect(kept?.sealed).toBe("");
  });

  it("is not ended at the platform while another of its accounts is connected", async () => {
    const { token, visit } = await consented();
    const ctx = rig.world.ctx();
    const { candidates } = await getChoice(ctx, token, visit());
    const keys = candidates.slice(0, 2).map((each) => each.key);
    await chooseAccounts(ctx, { token, accounts: keys }, visit());
    const [first, second] = await accounts();
    expect(await disconnectAccount(ctx, first?.id ?? "")).toMatchObject({ revoked: null });
    expect(await disconnectAccount(ctx, second?.id ?? "")).toMatchObject({ revoked: true });
  });

  it("connects a known account again without a question", async () => {
    const { browser, token, visit } = await consented();
    const { candidates } = await getChoice(rig.world.ctx(), token, visit());
    const other = candidates.find((each) => each.platform !== platform);
    const input = { token, accounts: [other?.key ?? ""] };
    await chooseAccounts(rig.world.ctx(), input, visit());
    const [account] = await accounts();
    const page = await browser.start(account?.platform ?? "", `account=${account?.id}`);
    const again = await browser.callback(await allowEverything(page));
    expect(again.searchParams.get("status")).toBe("reconnected");
    expect(again.searchParams.get("platform")).toBe(account?.platform);
    expect(await accounts()).toHaveLength(1);
  });
});

describe("a choice", () => {
  it("is made once", async () => {
    const { token, visit } = await consented();
    const ctx = rig.world.ctx();
    const { candidates } = await getChoice(ctx, token, visit());
    const input = { token, accounts: [candidates[0]?.key ?? ""] };
    const both = await Promise.allSettled([
      chooseAccounts(ctx, input, visit()),
      chooseAccounts(ctx, input, visit()),
    ]);
    expect(both.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(chooseAccounts(ctx, input, visit())).rejects.toMatchObject(gone);
    expect(await accounts()).toHaveLength(1);
  });

  it("is open for ten minutes", async () => {
    const { token, visit } = await consented();
    rig.world.runtime.clock.advance(10 * 60_000);
    await expect(getChoice(rig.world.ctx(), token, visit())).rejects.toMatchObject(gone);
  });

  it("belongs to the browser, the person and the workspace that began it", async () => {
    const { token, visit } = await consented();
    const { runtime } = rig.world;
    const stranger = await addWorkspace(runtime, "Halden & Co");
    const ctx = contextFor(runtime, stranger.workspaceId, rig.world.userId, "owner");
    await expect(getChoice(ctx, token, visit())).rejects.toMatchObject(gone);
    const colleague = contextFor(runtime, rig.world.workspaceId, stranger.userId, "owner");
    await expect(getChoice(colleague, token, visit())).rejects.toMatchObject(gone);
    await expect(getChoice(rig.world.ctx(), token, visit(""))).rejects.toMatchObject(gone);
    const elsewhere = `bandwagon.oauth=${"x".repeat(43)}`;
    await expect(getChoice(rig.world.ctx(), token, visit(elsewhere))).rejects.toMatchObject(gone);
    expect((await getChoice(rig.world.ctx(), token, visit())).platform).toBe(platform);
  });

  it("takes only what was offered", async () => {
    const { token, visit } = await consented();
    const input = { token, accounts: [`${platform}:999`] };
    await expect(chooseAccounts(rig.world.ctx(), input, visit())).rejects.toMatchObject({
      code: "invalid",
    });
    expect((await getChoice(rig.world.ctx(), token, visit())).candidates.length).toBeGreaterThan(1);
  });
});
