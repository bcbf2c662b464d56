import { describe, expect, it } from "vitest";
import { equalSecrets, hashPassword, isPassword, randomToken } from "@/server/crypto/tokens";

describe("passwords", () => {
  it("are known again and nothing else is", async () => {
    const stored = await hashPassword("a long sentence you like");
    expect(stored).not.toContain("sentence");
    expect(await isPassword("a long sentence you like", stored)).toBe(true);
    expect(await isPassword("a long sentence you liked", stored)).toBe(false);
    expect(await isPassword("", stored)).toBe(false);
  });

  it("are salted", async () => {
    expect(await hashPassword("same password")).not.toBe(await hashPassword("same password"));
  });

  it("match however the keyboard composed an accent", async () => {
    const stored = await hashPassword("cafe\u0301 au lait");
    expect(await isPassword("caf\u00e9 au lait", stored)).toBe(true);
  });
});

describe("tokens", () => {
  it("differ each time and compare by value", () => {
    const token = randomToken();
    expect(token).not.toBe(randomToken());
    expect(equalSecrets(token, token)).toBe(true);
    expect(equalSecrets(token, `${token}x`)).toBe(false);
  });
});
