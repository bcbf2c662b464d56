import { createHash } from "node:crypto";
import { realpathSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

export class DirectoryInUseError extends Error {
  constructor(directory: string) {
    super(
      `Another Bandwagon process is using ${directory}. Stop it first, or give this one its own DATA_DIR, or set DATABASE_URL to share a PostgreSQL.`,
    );
    this.name = "DirectoryInUseError";
  }
}

/** A socket is freed by the kernel when its process dies, even by kill -9: a lock file is not. */
function lockAddress(directory: string): string {
  const real = realpathSync(directory);
  const name = `bandwagon-${createHash("sha256").update(real).digest("hex").slice(0, 16)}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  const inside = path.join(real, ".lock.sock");
  // Unix socket paths are limited to about 100 bytes.
  return inside.length < 100 ? inside : path.join(os.tmpdir(), `${name}.sock`);
}

function isAlive(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function bind(address: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.end());
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** Takes the directory for this process. @throws DirectoryInUseError when another one has it. */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const address = lockAddress(directory);
  let server = await bind(address);
  if (!server) {
    if (await isAlive(address)) throw new DirectoryInUseError(directory);
    rmSync(address, { force: true });
    server = await bind(address);
  }
  const held = server;
  if (!held) throw new DirectoryInUseError(directory);
  return () => new Promise((resolve) => held.close(() => resolve()));
}
