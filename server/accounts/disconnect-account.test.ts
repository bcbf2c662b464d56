import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { disconnectAccount } from "@/server/accounts/disconnect-account";
import { saveIdentities } from "@/server/accounts/save-identities";
import { socialAccounts } from "@/server/db/schema/accounts";
import type { Identity } from "@/server/platforms/adapter";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { addWorkspace, contextFor } from "@/server/testing/world";

let rig: SandboxWorld;
beforeEach(async () => {
  rig = await createSandboxWorld();
});
afterEach(() => rig.close());

const db = () => rig.world.runtime.database.db;

const identity = (externalId: string, more: Partial<Identity> = {}): Identity => ({
  externalId,
  handle: externalId,
  displayName: externalId,
  avatarUrl: null,
  ...more,
});

const grant = (platform: "facebook" | "linkedin" | "x", person: string) => ({
  platform,
  sandbox: true,
  tokens: {
    accessToken: `${person}-access`,
    refreshToken: `${person}-refresh`,
    expiresAt: null,
    scopes: [],
  },
});

const ownTokens = (externalId: string) => ({
  accessToken: `${externalId}-access`,
  refreshToken: `${externalId} person`,
  expiresAt: null,
});

/** A page and the account behind it, of two platforms that share one app. */
const pageAndPhotos = [
  identity("page", { platform: "facebook", tokens: ownTokens("page") }),
  identity("photos", { platform: "instagram", tokens: ownTokens("photos") }),
];

async function disconnect(externalId: string, ctx = rig.world.ctx()) {
  const [row] = await db()
    .select({ id: socialAccounts.id })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.externalId, externalId),
        eq(socialAccounts.workspaceId, ctx.workspaceId),
      ),
    );
  return (await disconnectAccount(ctx, row?.id ?? "")).revoked;
}

describe("the platform is asked to forget us", () => {
  it("only with the last account of a consent, of whichever platform", async () => {
    await saveIdentities(rig.world.ctx(), grant("facebook", "ines"), pageAndPhotos);
    expect(await disconnect("page")).toBeNull();
    expect(await disconnect("photos")).not.toBeNull();
  });

  it("only with the last account where all have the grant's own token", async () => {
    const both = [identity("urn:li:person:1"), identity("urn:li:organization:2")];
    await saveIdentities(rig.world.ctx(), grant("linkedin", "ines"), both);
    expect(await disconnect("urn:li:organization:2")).toBeNull();
    expect(await disconnect("urn:li:person:1")).not.toBeNull();
  });

  it("when the same program connected all of them, too", async () => {
    const ctx = rig.world.ctx();
    const program = { ...ctx, actor: { ...ctx.actor, kind: "token" as const, id: null } };
    await saveIdentities(program, grant("facebook", "ines"), pageAndPhotos);
    expect(await disconnect("photos")).toBeNull();
    expect(await disconnect("page")).not.toBeNull();
  });

  it("not while another workspace has the same account", async () => {
    const other = await addWorkspace(rig.world.runtime, "Halden");
    const theirs = contextFor(rig.world.runtime, other.workspaceId, other.userId, "owner");
    await saveIdentities(rig.world.ctx(), grant("x", "ines"), [identity("u1")]);
    await saveIdentities(theirs, grant("x", "ines"), [identity("u1")]);
    expect(await disconnect("u1")).toBeNull();
    expect(await disconnect("u1", theirs)).not.toBeNull();
  });

  it("while accounts of other consents stay connected", async () => {
    const other = await addWorkspace(rig.world.runtime, "Halden");
    const theirs = contextFor(rig.world.runtime, other.workspaceId, other.userId, "owner");
    await saveIdentities(rig.world.ctx(), grant("x", "ines"), [identity("u1")]);
    await saveIdentities(rig.world.ctx(), grant("x", "marc"), [identity("u2")]);
    await saveIdentities(theirs, grant("facebook", "marc"), pageAndPhotos);
    expect(await disconnect("u1")).not.toBeNull();
    expect(await disconnect("u2")).not.toBeNull();
  });
});
