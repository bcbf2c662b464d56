import { spawn } from "node:child_process";
import { onOrphaned } from "./orphan.mjs";
import { root } from "./paths.mjs";

const running = new Set();
const isWindows = process.platform === "win32";

function endGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    // Each child leads a group of its own, so what it started goes with it.
    process.kill(isWindows ? child.pid : -child.pid, signal);
  } catch {
    // Gone already.
  }
}

/** Starts a command as a group of its own; the group ends with this process. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    detached: !isWindows,
    ...options,
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/** Runs a command to its end and answers its exit code. What it left running in its group is ended. */
export function run(command, args, { timeoutMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, options);
    const timer = timeoutMs && setTimeout(() => endGroup(child, "SIGKILL"), timeoutMs);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      endGroup(child, "SIGTERM");
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/** Ends everything that was started here and is still running. */
export function endAll(signal = "SIGTERM") {
  for (const child of running) endGroup(child, signal);
}

const endings = [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
];

/**
 * On Ctrl-C, kill, or the end of npm: runs `before`, ends the children, and leaves with the usual
 * code. Answers a function that takes it all back.
 */
export function endWithSignals(before = async () => {}) {
  let isActive = true;
  const end = async (signal, code) => {
    if (!isActive) return;
    isActive = false;
    endAll(signal);
    await before();
    endAll("SIGKILL");
    process.exit(code);
  };
  const handlers = endings.map(([signal, code]) => [signal, () => end(signal, code)]);
  for (const [signal, handler] of handlers) process.once(signal, handler);
  onOrphaned(() => end("SIGTERM", 143));
  const onExit = () => endAll("SIGKILL");
  process.on("exit", onExit);
  return () => {
    isActive = false;
    for (const [signal, handler] of handlers) process.off(signal, handler);
    process.off("exit", onExit);
  };
}
