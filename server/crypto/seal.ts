import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

export interface Sealer {
  /** @param identity of the row that will hold it: a ciphertext moved to another row does not open. */
  seal(plain: string, identity: string): string;
  open(sealed: string, identity: string): string;
}

const keyId = (key: Buffer) => createHash("sha256").update(key).digest("hex").slice(0, 8);

/** AES-256-GCM. Format: v1.<key id>.<iv>.<tag>.<ciphertext>, base64url. */
export function createSealer(currentKey: string, previousKey?: string): Sealer {
  const derive = (base64: string) =>
    Buffer.from(hkdfSync("sha256", Buffer.from(base64, "base64"), "", "bandwagon credentials", 32));
  const current = derive(currentKey);
  const keys = new Map(
    [current, ...(previousKey ? [derive(previousKey)] : [])].map((k) => [keyId(k), k]),
  );
  return {
    seal(plain, identity) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", current, iv).setAAD(Buffer.from(identity));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      const parts = [iv, cipher.getAuthTag(), body].map((b) => b.toString("base64url"));
      return ["v1", keyId(current), ...parts].join(".");
    },
    open(sealed, identity) {
      const [version, id = "", iv = "", tag = "", body = ""] = sealed.split(".");
      const key = keys.get(id);
      if (version !== "v1" || !key) {
        throw new Error(
          "A stored secret was sealed with a key this server does not have: set OAUTH_CRYPTO_KEY_PREVIOUS.",
        );
      }
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"))
        .setAAD(Buffer.from(identity))
        .setAuthTag(Buffer.from(tag, "base64url"));
      return Buffer.concat([
        decipher.update(Buffer.from(body, "base64url")),
        decipher.final(),
      ]).toString("utf8");
    },
  };
}
