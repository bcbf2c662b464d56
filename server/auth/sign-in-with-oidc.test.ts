import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signInWithOidc } from "@/server/auth/sign-in-with-oidc";
import { users } from "@/server/db/schema/users";
import { addWorkspace, createWorld, type World } from "@/server/testing/world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const setUser = (id: string, values: { email: string; oidcSubject?: string }) =>
  world.runtime.database.db.update(users).set(values).where(eq(users.id, id));

it("knows a person by subject before it believes an email that somebody else had first", async () => {
  const second = await addWorkspace(world.runtime, "Halden & Co");
  await setUser(world.userId, { email: "shared@example.com" });
  await setUser(second.userId, { email: "old@example.com", oidcSubject: "sub-2" });
  expect(
    await signInWithOidc(world.runtime, { sub: "sub-2", email: "shared@example.com" }),
  ).toMatchObject({ ok: true, user: { id: second.userId } });
});

it.each([false, undefined])("lets nobody in by an email that is %s verified", async (verified) => {
  await setUser(world.userId, { email: "ines@example.com" });
  const profile = { sub: "sub-9", email: "ines@example.com", email_verified: verified };
  expect(await signInWithOidc(world.runtime, profile)).toEqual({
    ok: false,
    refusal: "not_a_member",
  });
});

it("knows a member by a verified email once, and by subject from then on", async () => {
  await setUser(world.userId, { email: "ines@example.com" });
  const first = { sub: "sub-9", email: "Ines@example.com", email_verified: true };
  const known = { ok: true, user: { id: world.userId } };
  expect(await signInWithOidc(world.runtime, first)).toMatchObject(known);
  expect(await signInWithOidc(world.runtime, { sub: "sub-9" })).toMatchObject(known);
});
