import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** A random secret for links, states and API tokens: 256 bits, URL safe. */
export const randomToken = () => randomBytes(32).toString("base64url");
export const hashToken = (token: string) => createHash("sha256").update(token).digest("hex");

/** Compares without telling by time where the two differ. */
export function equalSecrets(a: string, b: string): boolean {
  const digest = (v: string) => createHash("sha256").update(v).digest();
  return timingSafeEqual(digest(a), digest(b));
}

// scrypt, memory-hard: N=2^16, r=8, p=1 takes 64 MiB for each guess (OWASP password storage).
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 96 * 1024 * 1024 };

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password.normalize("NFKC"), salt, 32, cost, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `scrypt$${cost.N}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, , salt = "", key = ""] = stored.split("$");
  const expected = Buffer.from(key, "base64url");
  const actual = await derive(password, Buffer.from(salt, "base64url"));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
