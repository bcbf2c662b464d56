import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changePassword } from "@/server/auth/change-password";
import { signOutEverywhere } from "@/server/auth/sign-out-everywhere";
import { hashPassword, isPassword } from "@/server/crypto/tokens";
import { auditLog } from "@/server/db/schema/facts";
import { users } from "@/server/db/schema/users";
import { uuidv7 } from "@/server/db/uuid";
import { createWorld, type World } from "@/server/testing/world";

const current = "the password so far";
let world: World;
const disconnected: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  world.runtime.disconnectUser = (userId) => disconnected.push(userId);
  await world.runtime.database.db
    .update(users)
    .set({ passwordHash: await hashPassword(current) })
    .where(eq(users.id, world.userId));
});
afterAll(() => world.close());

const readUser = async () => {
  const [user] = await world.runtime.database.db
    .select()
    .from(users)
    .where(eq(users.id, world.userId));
  return user;
};

describe("one's own password", () => {
  it("needs the current one", async () => {
    const attempt = changePassword(world.ctx("viewer"), {
      current: "something else",
      password: "the password from now",
    });
    await expect(attempt).rejects.toMatchObject({
      fields: [expect.objectContaining({ path: "current" })],
    });
    expect((await readUser())?.sessionVersion).toBe(1);
  });

  it("ends every session and leaves no secret in the audit", async () => {
    await changePassword(world.ctx("viewer"), { current, password: "the password from now" });
    const user = await readUser();
    expect(await isPassword("the password from now", user?.passwordHash ?? "")).toBe(true);
    expect(user?.sessionVersion).toBe(2);
    expect(disconnected).toEqual([world.userId]);
    const audit = JSON.stringify(await world.runtime.database.db.select().from(auditLog));
    expect(audit).toContain("member.password_changed");
    expect(audit).not.toMatch(/scrypt|the password/);
  });
});

describe("signing out everywhere", () => {
  it("raises the session version and closes sockets", async () => {
    await signOutEverywhere(world.ctx("viewer"));
    expect((await readUser())?.sessionVersion).toBe(3);
    expect(disconnected).toEqual([world.userId, world.userId]);
  });

  it("is for people, not for API tokens", async () => {
    const ctx = world.ctx();
    const token = { ...ctx, actor: { ...ctx.actor, kind: "token" as const, id: uuidv7() } };
    await expect(signOutEverywhere(token)).rejects.toMatchObject({ code: "forbidden" });
  });
});
