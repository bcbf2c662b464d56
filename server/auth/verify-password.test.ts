import { afterEach, beforeEach, expect, it } from "vitest";
import { verifyPassword } from "@/server/auth/verify-password";
import { hashPassword } from "@/server/crypto/tokens";
import { rateLimits } from "@/server/db/schema/facts";
import { users } from "@/server/db/schema/users";
import { createWorld, type World } from "@/server/testing/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
  const passwordHash = await hashPassword(password);
  await world.runtime.database.db.update(users).set({ email, passwordHash });
});
afterEach(() => world.close());

const email = "mette@example.com";
const password = "a long password";
const tooMany = /Too many tries/;

const signIn = (address: string, word = password) =>
  verifyPassword(world.runtime, { email, password: word, address });

it("stops a stranger's guesses, and does not keep the owner out with them", async () => {
  for (let tries = 0; tries < 10; tries++) {
    expect(await signIn("203.0.113.9", "a guess")).toBeNull();
  }
  await expect(signIn("203.0.113.9")).rejects.toThrow(tooMany);
  expect(await signIn("198.51.100.7")).toMatchObject({ email });
});

it("keeps no count for longer than a day", async () => {
  const count = () => world.runtime.database.db.$count(rateLimits);
  await signIn("203.0.113.9", "a guess");
  expect(await count()).toBe(3);
  world.runtime.clock.advance(25 * 3_600_000);
  await signIn("198.51.100.7");
  expect(await count()).toBe(3);
});

it("counts a whole IPv6 network as one address", async () => {
  for (let tries = 0; tries < 10; tries++) await signIn(`2001:db8:1:2::${tries}`, "a guess");
  await expect(signIn("2001:db8:1:2:ffff::1")).rejects.toThrow(tooMany);
  expect(await signIn("2001:db8:1:3::1")).toMatchObject({ email });
});

it("has an end for one email, wherever the guesses come from", async () => {
  const windowStart = world.runtime.clock.now();
  const key = `sign-in:email:${email}`;
  await world.runtime.database.db.insert(rateLimits).values({ key, windowStart, count: 100 });
  await expect(signIn("198.51.100.7")).rejects.toThrow(tooMany);
  world.runtime.clock.advance(15 * 60_000 + 1);
  expect(await signIn("198.51.100.7")).toMatchObject({ email });
});
