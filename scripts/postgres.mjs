import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { aptInstall, canUseApt } from "./apt.mjs";

const isRoot = process.getuid?.() === 0;

function versioned(base, inside = "") {
  if (!existsSync(base)) return [];
  const byVersion = (a, b) =>
    Number.parseFloat(b.replace(/\D+/, "")) - Number.parseFloat(a.replace(/\D+/, ""));
  return readdirSync(base)
    .sort(byVersion)
    .map((entry) => path.join(base, entry, inside));
}

function homebrew() {
  return ["/opt/homebrew/opt", "/usr/local/opt"].flatMap((base) =>
    versioned(base, "bin").filter((folder) => folder.includes("/postgresql")),
  );
}

function findBinaries() {
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean),
    ...versioned("/usr/lib/postgresql", "bin"),
    ...versioned("/usr/pgsql", "bin"),
    ...homebrew(),
  ];
  return folders.find(
    (folder) =>
      existsSync(path.join(folder, "initdb")) && existsSync(path.join(folder, "postgres")),
  );
}

function installBinaries() {
  if (process.env.CI !== "true" || !canUseApt()) return undefined;
  // Debian would otherwise start a cluster of its own, which nobody here would stop.
  mkdirSync("/etc/postgresql-common", { recursive: true });
  const config = "/etc/postgresql-common/createcluster.conf";
  if (!existsSync(config)) writeFileSync(config, "create_main_cluster = false\n");
  return aptInstall("postgresql") ? findBinaries() : undefined;
}

function idOf(user, flag) {
  const answer = spawnSync("id", [flag, user], { encoding: "utf8" });
  return answer.status === 0 ? Number(answer.stdout.trim()) : undefined;
}

/** PostgreSQL refuses to run as root, so root lends it another user. */
function unprivileged() {
  if (!isRoot) return {};
  const user = ["postgres", "nobody"].find((name) => idOf(name, "-u") !== undefined);
  if (!user) return undefined;
  return { uid: idOf(user, "-u"), gid: idOf(user, "-g") };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function initialise(binaries, folder, data, owner) {
  const args = [
    "-D",
    data,
    "-U",
    "postgres",
    "--auth=trust",
    "--no-sync",
    "-E",
    "UTF8",
    "--locale=C",
  ];
  const env = { ...process.env, LC_ALL: "C" };
  const answer = spawnSync(path.join(binaries, "initdb"), args, {
    cwd: folder,
    env,
    encoding: "utf8",
    ...owner,
  });
  if (answer.status !== 0)
    throw new Error(`initdb failed: ${answer.stderr || answer.error?.message}`);
}

function serve(binaries, folder, data, port, { durable, owner }) {
  const settings = ["max_connections=100", "listen_addresses=127.0.0.1", "log_checkpoints=off"];
  if (!durable) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  const args = [
    "-D",
    data,
    "-p",
    String(port),
    "-k",
    folder,
    ...settings.flatMap((setting) => ["-c", setting]),
  ];
  const env = { ...process.env, LC_ALL: "C" };
  const stdio = ["ignore", "ignore", "pipe"];
  return spawn(path.join(binaries, "postgres"), args, {
    cwd: folder,
    env,
    stdio,
    detached: true,
    ...owner,
  });
}

function untilReady(server) {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (chunk) => {
      said = `${said}${chunk}`.slice(-4000);
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended with code ${code}: ${said}`)));
  });
}

function stopper(server, folder) {
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const atOnce = () => {
    // SIGQUIT: the data is thrown away, so there is nothing to write out.
    if (server.exitCode === null && server.signalCode === null) server.kill("SIGQUIT");
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  process.once("exit", atOnce);
  return async () => {
    const timer = setTimeout(() => server.kill("SIGKILL"), 10_000);
    if (server.exitCode === null && server.signalCode === null) {
      server.kill("SIGQUIT");
      await gone;
    }
    clearTimeout(timer);
    process.off("exit", atOnce);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
}

/**
 * Starts a throw-away PostgreSQL on a port of its own. Answers `{ url, host, port, version, stop }`, or
 * `{ skipped }` with the reason in words when this machine cannot run one.
 */
export async function startPostgres({ durable = false } = {}) {
  const binaries = findBinaries() ?? installBinaries();
  if (!binaries) {
    return {
      skipped:
        "no PostgreSQL server binaries found (install the package `postgresql` to run these)",
    };
  }
  const owner = unprivileged();
  if (!owner)
    return {
      skipped: "PostgreSQL does not run as root and there is no user `postgres` or `nobody`",
    };
  const folder = mkdtempSync(path.join(dataHome(durable), "bandwagon-pg-"));
  if (isRoot) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  const data = path.join(folder, "data");
  initialise(binaries, folder, data, owner);
  const port = await freePort();
  const server = serve(binaries, folder, data, port, { durable, owner });
  const stop = stopper(server, folder);
  await untilReady(server);
  const version = spawnSync(path.join(binaries, "postgres"), ["--version"], {
    encoding: "utf8",
  }).stdout.trim();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    host: "127.0.0.1",
    port,
    version,
    stop,
  };
}

const roomyBytes = 2 * 1024 ** 3;

/**
 * In memory where there is room, unless what is written must last. A socket's path must stay under
 * 100 bytes, which macOS's own temporary folder does not leave room for.
 */
function dataHome(durable) {
  if (process.platform === "win32") return os.tmpdir();
  const memory = "/dev/shm";
  if (durable || !existsSync(memory)) return "/tmp";
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= roomyBytes ? memory : "/tmp";
}
