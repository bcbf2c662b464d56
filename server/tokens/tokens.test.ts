import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TOKEN_SCOPES } from "@/lib/contracts/tokens";
import { ROLE_SCOPES } from "@/server/context";
import { auditLog } from "@/server/db/schema/facts";
import { apiTokens } from "@/server/db/schema/users";
import { authenticate } from "@/server/http/authenticate";
import { addWorkspace, createWorld, type World } from "@/server/testing/world";
import { createToken } from "@/server/tokens/create-token";
import { listTokens } from "@/server/tokens/list-tokens";
import { revokeToken } from "@/server/tokens/revoke-token";
import { revokeTokensOf } from "@/server/tokens/revoke-tokens-of";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const use = (secret: string) =>
  authenticate(
    world.runtime,
    new Request("http://localhost/", { headers: { authorization: `Bearer ${secret}` } }),
  );

const reader = { name: "Reports", scopes: ["analytics:read" as const], expiresAt: null };

describe("an API token", () => {
  it("may what it was made for, until it is revoked", async () => {
    const { token, secret } = await createToken(world.ctx(), reader);
    expect(secret).toMatch(/^bw_[\w-]{43}$/);
    expect(secret.startsWith(token.prefix)).toBe(true);
    const identity = await use(secret);
    expect(identity.workspaceId).toBe(world.workspaceId);
    expect([...identity.actor.scopes]).toEqual(["analytics:read"]);
    expect((await listTokens(world.ctx())).items[0]).toMatchObject({
      name: "Reports",
      createdBy: "Ines Moreau",
      lastUsedAt: "2026-03-02T09:00:00.000Z",
    });
    await revokeToken(world.ctx(), token.id);
    await expect(use(secret)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await listTokens(world.ctx())).items).toEqual([]);
    await expect(revokeToken(world.ctx(), token.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is kept as a hash and told to nobody", async () => {
    const { secret } = await createToken(world.ctx(), reader);
    const db = world.runtime.database.db;
    const kept = JSON.stringify([
      await db.select().from(apiTokens),
      await db.select().from(auditLog),
      await listTokens(world.ctx()),
    ]);
    expect(kept).not.toContain(secret);
  });

  it("ends by its date", async () => {
    const expiresAt = "2026-03-03T09:00:00Z";
    const { secret } = await createToken(world.ctx(), { ...reader, expiresAt });
    world.runtime.clock.set(new Date(expiresAt));
    await expect(use(secret)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(createToken(world.ctx(), { ...reader, expiresAt })).rejects.toMatchObject({
      fields: [expect.objectContaining({ path: "expiresAt" })],
    });
  });

  it("never may more than its maker", async () => {
    await expect(
      createToken(world.ctx("viewer"), { ...reader, scopes: ["posts:write"] }),
    ).rejects.toMatchObject({ fields: [expect.objectContaining({ path: "scopes" })] });
  });

  it("of another workspace does not exist here", async () => {
    const other = await addWorkspace(world.runtime, "Elsewhere");
    const { token } = await createToken({ ...world.ctx(), workspaceId: other.workspaceId }, reader);
    await expect(revokeToken(world.ctx(), token.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("has words for every scope that an owner has", () => {
    expect(Object.keys(TOKEN_SCOPES).sort()).toEqual([...ROLE_SCOPES.owner].sort());
  });

  it("made by a token ends with the person behind it", async () => {
    const scopes = ["tokens:write" as const, "analytics:read" as const];
    const { secret } = await createToken(world.ctx(), { ...reader, scopes });
    const { actor } = await use(secret);
    const made = await createToken({ ...world.ctx(), actor }, reader);
    await world.runtime.database.db.transaction((tx) =>
      revokeTokensOf(tx, world.ctx(), world.userId),
    );
    await expect(use(made.secret)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
