import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCredentials } from "@/server/accounts/account-credentials";
import { listAccounts } from "@/server/accounts/list-accounts";
import { openAccountSession } from "@/server/accounts/open-session";
import { oauthStates, socialAccounts } from "@/server/db/schema/accounts";
import { auditLog, events } from "@/server/db/schema/facts";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addWorkspace } from "@/server/testing/world";

let rig: SandboxWorld;
beforeEach(async () => {
  rig = await createSandboxWorld();
});
afterEach(() => rig.close());

const problem = (page: URL) => page.searchParams.get("error");
const accounts = () => rig.world.runtime.database.db.select().from(socialAccounts);
const actions = async () =>
  (await rig.world.runtime.database.db.select().from(auditLog)).map((row) => row.action);

describe("connecting by OAuth", () => {
  it.each(["x", "youtube"])("keeps the %s account that was chosen, sealed", async (platform) => {
    const browser = await rig.browser();
    const done = await browser.connect(platform);
    expect(done.pathname).toBe("/oauth-done");
    expect(done.searchParams.get("status")).toBe("connected");

    const [account] = await accounts();
    expect(account).toMatchObject({ platform, sandbox: true, status: "active" });
    expect(account?.endpoints.api).toMatch(/^sandbox:\//);
    const opened = account && openCredentials(rig.world.runtime, account);
    expect(opened).toMatchObject({ kind: "oauth", refreshToken: expect.any(String) });
    expect(account?.sealedCredentials).not.toContain(
      opened?.kind === "oauth" ? opened.accessToken : "none",
    );
    expect(await actions()).toEqual(["account.connected"]);
    const facts = await rig.world.runtime.database.db.select().from(events);
    expect(facts.map((fact) => fact.name)).toEqual(["account.connected"]);
  });

  it("refuses a ciphertext that was moved to another account", async () => {
    const browser = await rig.browser();
    await browser.connect("x", "northlight");
    await browser.connect("x", "haldenandco");
    const [first, second] = await accounts();
    if (!first || !second) throw new Error("two accounts were expected");
    const moved = { id: second.id, sealedCredentials: first.sealedCredentials };
    expect(() => openCredentials(rig.world.runtime, moved)).toThrow();
  });

  it("renews the row of an account that is connected twice", async () => {
    const browser = await rig.browser();
    await browser.connect("x");
    const done = await browser.connect("x");
    expect(done.searchParams.get("status")).toBe("reconnected");
    expect(await accounts()).toHaveLength(1);
    expect(await actions()).toEqual(["account.connected", "account.reconnected"]);
  });

  it("refuses another profile when a known account is connected again", async () => {
    const browser = await rig.browser();
    await browser.connect("x", "northlight");
    const [account] = await accounts();
    const again = `account=${account?.id}`;
    expect(problem(await browser.connect("x", "haldenandco", again))).toBe("other_identity");
    expect(await accounts()).toHaveLength(1);
    const same = await browser.connect("x", "northlight", again);
    expect(same.searchParams.get("status")).toBe("reconnected");
  });

  it("tells a denied consent", async () => {
    const browser = await rig.browser();
    const page = await browser.start("x");
    expect(problem(await browser.callback(await browser.consent(page, "cancel")))).toBe("denied");
    expect(await accounts()).toEqual([]);
  });
});

describe("what comes back to the callback", () => {
  async function allowed() {
    const browser = await rig.browser();
    const page = await browser.start("x");
    return { browser, back: await browser.consent(page, "allow") };
  }

  it("is used once", async () => {
    const { browser, back } = await allowed();
    await browser.callback(back);
    expect(problem(await browser.callback(back))).toBe("replayed");
    expect(await accounts()).toHaveLength(1);
  });

  it("is used once by two at the same time", async () => {
    const { browser, back } = await allowed();
    const both = await Promise.all([browser.callback(back), browser.callback(back)]);
    expect(both.map(problem).sort()).toEqual(["replayed", null].sort());
    expect(await accounts()).toHaveLength(1);
  });

  it("is refused with a state that was tampered with or left out", async () => {
    const { browser, back } = await allowed();
    const tampered = new URL(back);
    tampered.searchParams.set("state", `${back.searchParams.get("state")}x`);
    expect(problem(await browser.callback(tampered))).toBe("unknown_state");
    tampered.searchParams.delete("state");
    expect(problem(await browser.callback(tampered))).toBe("unknown_state");
  });

  it("is refused on the callback of another platform", async () => {
    const { browser, back } = await allowed();
    const elsewhere = new URL(back);
    elsewhere.pathname = "/api/oauth/youtube/callback";
    expect(problem(await browser.callback(elsewhere))).toBe("unknown_state");
  });

  it("is refused after ten minutes", async () => {
    const { browser, back } = await allowed();
    rig.world.runtime.clock.advance(10 * 60_000);
    expect(problem(await browser.callback(back))).toBe("expired");
  });

  it("is refused in another browser and in another workspace", async () => {
    const { browser, back } = await allowed();
    const sameUser = await rig.browser();
    expect(problem(await sameUser.callback(back))).toBe("other_session");
    const other = await rig.browser(await addWorkspace(rig.world.runtime, "Halden & Co"));
    expect(problem(await other.callback(back))).toBe("other_session");
    const [state] = await rig.world.runtime.database.db.select().from(oauthStates);
    expect(state?.usedAt).toBeNull();
    expect((await browser.callback(back)).searchParams.get("status")).toBe("connected");
  });

  it("is refused with a code that the platform does not know", async () => {
    const { browser, back } = await allowed();
    back.searchParams.set("code", "code-forged");
    expect(problem(await browser.callback(back))).toBe("exchange_failed");
    expect(await accounts()).toEqual([]);
  });
});

describe("the start", () => {
  it.each([
    ["friendface", "world=sandbox", "unknown_platform"],
    ["blog", "world=sandbox", "not_by_oauth"],
    ["x", "world=real", "missing_variables"],
    ["x", "account=019570a0-0000-7000-8000-000000000000", "unknown_account"],
    ["x", "world=nowhere", "unknown_account"],
  ])("of %s with %s ends in %s", async (platform, query, expected) => {
    const browser = await rig.browser();
    expect(problem(await browser.start(platform, query))).toBe(expected);
  });

  it("needs somebody who is signed in", async () => {
    const stranger = await rig.browser({
      userId: crypto.randomUUID(),
      workspaceId: rig.world.workspaceId,
    });
    expect(problem(await stranger.start("x"))).toBe("signed_out");
  });

  it("does not connect an account of another workspace again", async () => {
    const browser = await rig.browser();
    await browser.connect("x");
    const [account] = await accounts();
    const other = await rig.browser(await addWorkspace(rig.world.runtime, "Halden & Co"));
    expect(problem(await other.start("x", `account=${account?.id}`))).toBe("unknown_account");
  });

  it("asks for what the operator's app may do beyond posting", async () => {
    const { runtime } = rig.world;
    const providers = {
      OAUTH_LINKEDIN_CLIENT_ID: "client",
      OAUTH_LINKEDIN_CLIENT_SECRET: "secret",
      OAUTH_LINKEDIN_EXTRA_SCOPES: "w_organization_social r_organization_social",
    };
    runtime.env = { ...runtime.env, providers };
    const page = await (await rig.browser()).start("linkedin", "world=real");
    expect(page.host).toBe("www.linkedin.com");
    const scopes = page.searchParams.get("scope")?.split(" ");
    expect(scopes).toEqual(expect.arrayContaining(["w_member_social", "w_organization_social"]));
  });

  it("opens the consent page in the API version that the operator chose", async () => {
    const { runtime } = rig.world;
    const providers = {
      OAUTH_FACEBOOK_CLIENT_ID: "client",
      OAUTH_FACEBOOK_CLIENT_SECRET: "secret",
      META_GRAPH_VERSION: "v99.0",
    };
    runtime.env = { ...runtime.env, providers };
    const page = await (await rig.browser()).start("instagram", "world=real");
    expect(page.origin + page.pathname).toBe("https://www.facebook.com/v99.0/dialog/oauth");
  });

  it("gives calls the app's secret where they must prove to come from it", async () => {
    const { runtime } = rig.world;
    const browser = await rig.browser();
    await browser.connect("facebook");
    const [page] = await accounts();
    const opened = await openAccountSession(runtime, page?.id ?? "");
    const { clientSecret } = rig.world.runtime.sandbox?.apps.facebook ?? {};
    expect(clientSecret).toBeTruthy();
    expect(opened).toMatchObject({ ok: true, session: { appSecret: clientSecret } });
  });

  it("asks for PKCE, the exact redirect and every scope", async () => {
    const page = await (await rig.browser()).start("x");
    const asked = Object.fromEntries(page.searchParams);
    expect(asked).toMatchObject({
      code_challenge_method: "S256",
      redirect_uri: "http://127.0.0.1:4000/api/oauth/x/callback",
      scope: expect.stringContaining("offline.access"),
    });
    const [state] = await rig.world.runtime.database.db.select().from(oauthStates);
    expect(state?.stateHash).not.toBe(asked.state);
  });
});

it("shows a workspace only its own accounts", async () => {
  await (await rig.browser()).connect("x");
  const other = await addWorkspace(rig.world.runtime, "Halden & Co");
  const mine = await listAccounts(rig.world.ctx(), { disconnected: "false" });
  expect(mine.items.map((each) => each.handle)).toEqual(["northlight"]);
  const ctx = { ...rig.world.ctx(), workspaceId: other.workspaceId };
  expect((await listAccounts(ctx, { disconnected: "true" })).items).toEqual([]);
  const rows = await rig.world.runtime.database.db
    .select()
    .from(socialAccounts)
    .where(eq(socialAccounts.workspaceId, other.workspaceId));
  expect(rows).toEqual([]);
});
