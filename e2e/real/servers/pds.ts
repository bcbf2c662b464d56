import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findFreePort, launch, untilReady } from "./process";

export interface Pds {
  url: string;
  stop(): Promise<void>;
}

/** A real PDS on loopback. `publicPort` is where it believes to be reached. */
export async function startPds(publicPort: number): Promise<Pds> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "bandwagon-pds-"));
  const port = await findFreePort();
  const env = {
    ...process.env,
    DATA_FOLDER: folder,
    PDS_PORT: String(port),
    PLC_PORT: String(await findFreePort()),
    PUBLIC_PORT: String(publicPort),
    LOG_ENABLED: "false",
  };
  // Its compiled parts were built for the Node that runs this.
  const server = launch(process.execPath, [path.resolve("e2e/real/pds/server.mjs")], { env });
  const stop = async () => {
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady("The PDS", server, () => server.said().includes("READY"));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, stop };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** An access token as this PDS would have signed it, an hour past its end. */
export function forgeExpiredToken(did: string): string {
  const end = Math.floor(Date.now() / 1000) - 3600;
  const claims = { scope: "com.atproto.access", aud: "did:web:localhost", sub: did };
  const body = `${encode({ typ: "at+jwt", alg: "HS256" })}.${encode({ ...claims, iat: end - 7200, exp: end })}`;
  const signature = createHmac("sha256", "known-to-the-tests").update(body).digest("base64url");
  return `${body}.${signature}`;
}
