import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findFreePort, launch, must, type Running, untilReady } from "./process";

const packaged = "/usr/share/wordpress";
const own = path.resolve("e2e/real/servers/wordpress");

export type Login = "admin" | "edith" | "arthur" | "connie";

export interface Wordpress {
  url: string;
  version: string;
  /** An administrator, an editor, an author and a contributor, with an application password each. */
  users: Record<Login, { id: number; password: string }>;
  stop(): Promise<void>;
}

/** A database of its own on a socket only, run by the user that the package made for it. */
async function startDatabase(folder: string, running: Running[]): Promise<string> {
  const data = path.join(folder, "db");
  const socket = path.join(folder, "db.sock");
  mkdirSync(data);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) must("chown", ["mysql:mysql", data, folder]);
  const user = isRoot ? ["--user=mysql"] : [];
  const base = ["--no-defaults", ...user, `--datadir=${data}`, `--tmpdir=${data}`];
  const auth = "--auth-root-authentication-method=normal";
  must("mariadb-install-db", [...base, auth, "--skip-test-db"]);
  const files = [`--socket=${socket}`, `--pid-file=${path.join(folder, "db.pid")}`];
  const quick = ["--skip-networking", "--innodb-flush-log-at-trx-commit=0"];
  const server = launch("mariadbd", [...base, ...files, ...quick]);
  running.push(server);
  const client = ["--no-defaults", "-uroot", "-S", socket, "-e"];
  const answers = () => spawnSync("mariadb", [...client, "select 1"]).status === 0;
  await untilReady("MariaDB", server, answers);
  const grant = "create user site@localhost identified by 'site'";
  must("mariadb", [
    ...client,
    `create database site; ${grant}; grant all on site.* to site@localhost`,
  ]);
  return socket;
}

/**
 * A real WordPress with nothing on it, served on loopback from the Debian package. `publicUrl` is the
 * address it believes to have. Files above 4 MB are refused.
 */
export async function startWordpress(publicUrl: string): Promise<Wordpress> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "bandwagon-wordpress-"));
  chmodSync(folder, 0o755);
  const running: Running[] = [];
  const stop = async () => {
    for (const child of running.splice(0).reverse()) await child.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const root = path.join(folder, "site");
    cpSync(packaged, root, { recursive: true, dereference: true });
    cpSync(path.join(own, "wp-config.php"), path.join(root, "wp-config.php"));
    mkdirSync(path.join(root, "wp-content", "uploads"), { recursive: true });
    const socket = await startDatabase(folder, running);
    const env = { ...process.env, REAL_DB_SOCKET: socket, REAL_SITE_ROOT: root };
    const printed = must("php", [path.join(own, "install-site.php"), root, publicUrl], env);
    const { version, users } = JSON.parse(printed.trim().split("\n").at(-1) ?? "");
    const url = await serve(root, env, running);
    return { url, version, users, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function serve(root: string, env: NodeJS.ProcessEnv, running: Running[]): Promise<string> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const limits = ["-d", "upload_max_filesize=4M", "-d", "post_max_size=64M"];
  const script = ["-S", `127.0.0.1:${port}`, "-t", root, path.join(own, "router.php")];
  const server = launch("php", [...limits, "-d", "display_errors=0", ...script], { env });
  running.push(server);
  const isUp = async () => (await fetch(`${url}/wp-json/`).catch(() => null))?.ok === true;
  await untilReady("WordPress", server, isUp);
  return url;
}
