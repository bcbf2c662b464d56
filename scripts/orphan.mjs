import { readFileSync } from "node:fs";

function parentOf(pid) {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

/**
 * Calls back once when the npm that runs this script is gone. npm and the shell between us do not
 * always pass a signal on, and would leave us running.
 */
export function onOrphaned(callback) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(timer);
    callback();
  }, 300);
  timer.unref();
}
