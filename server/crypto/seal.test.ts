import { describe, expect, it } from "vitest";
import { createSealer } from "@/server/crypto/seal";

const key = (fill: number) => Buffer.alloc(32, fill).toString("base64");

describe("createSealer", () => {
  const sealer = createSealer(key(1));

  it("opens what it sealed, for the same row", () => {
    const sealed = sealer.seal("a refresh token", "row-1");
    expect(sealed).not.toContain("refresh");
    expect(sealer.open(sealed, "row-1")).toBe("a refresh token");
  });

  it("does not open a ciphertext that was moved to another row", () => {
    const sealed = sealer.seal("a refresh token", "row-1");
    expect(() => sealer.open(sealed, "row-2")).toThrow();
  });

  it("does not open a ciphertext with one changed character", () => {
    const sealed = sealer.seal("a refresh token", "row-1");
    const last = sealed.at(-2) === "A" ? "B" : "A";
    expect(() => sealer.open(sealed.slice(0, -2) + last + sealed.slice(-1), "row-1")).toThrow();
  });

  it("opens what the former key sealed while keys are rotated, and seals with the new one", () => {
    const old = sealer.seal("a refresh token", "row-1");
    const rotated = createSealer(key(2), key(1));
    expect(rotated.open(old, "row-1")).toBe("a refresh token");
    expect(() => sealer.open(rotated.seal("new", "row-1"), "row-1")).toThrow(
      /OAUTH_CRYPTO_KEY_PREVIOUS/,
    );
  });

  it("never seals the same text twice alike", () => {
    expect(sealer.seal("same", "row")).not.toBe(sealer.seal("same", "row"));
  });
});
