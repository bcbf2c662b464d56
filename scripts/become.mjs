import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { onOrphaned } from "./orphan.mjs";
import { root } from "./paths.mjs";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

function handOver(node, args, env) {
  const emitWarning = process.emitWarning;
  process.emitWarning = () => {};
  process.chdir(root);
  process.execve(node, [node, ...args], env);
  process.emitWarning = emitWarning;
}

function wrap(node, args, env) {
  const child = spawn(node, args, { cwd: root, env, stdio: "inherit" });
  for (const signal of signals) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group: passing it on would make it two.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  onOrphaned(() => child.kill("SIGTERM"));
  process.on("exit", () => child.kill("SIGKILL"));
  child.once("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}

/**
 * Turns this process into `node …args`. Under a supervisor it is replaced outright, where the running
 * Node can: no wrapper stays in memory, and signals need no forwarding. Under npm a wrapper stays, since
 * somebody has to notice when npm is gone.
 */
export function become(node, args, env) {
  const canReplace = typeof process.execve === "function" && process.platform !== "win32";
  if (canReplace && !process.env.npm_lifecycle_event) handOver(node, args, env);
  wrap(node, args, env);
}

/** Settings for `node`: a .env file, when there is one, fills in what the environment leaves open. */
export const withEnvFile = () => (existsSync(path.join(root, ".env")) ? ["--env-file=.env"] : []);
