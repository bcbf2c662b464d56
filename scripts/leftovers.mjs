import { existsSync, readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

const parentOf = (pid) => Number(/^PPid:\s+(\d+)/m.exec(read(pid, "status"))?.[1] ?? 0);
const isZombie = (pid) => /^State:\s+Z/m.test(read(pid, "status"));

function ancestors() {
  const pids = new Set();
  for (let pid = process.pid; pid > 0; pid = parentOf(pid)) pids.add(pid);
  return pids;
}

/**
 * Processes of one test run that outlived it. They are known by the TEST_RUN_ID they inherited, which
 * holds for daemons and browsers that left their process group too. Linux only; elsewhere none are seen.
 */
export function leftovers(runId) {
  if (!runId || !existsSync("/proc")) return [];
  const ours = ancestors();
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => !ours.has(pid) && !isZombie(pid))
    .filter((pid) => read(pid, "environ").split("\0").includes(`TEST_RUN_ID=${runId}`))
    .map((pid) => ({ pid, command: read(pid, "cmdline").replaceAll("\0", " ").trim() }));
}

export function endLeftovers(runId) {
  const found = leftovers(runId);
  for (const { pid } of found) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone already.
    }
  }
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { pid, command } of endLeftovers(process.argv[2]))
    console.error(`Ended a leftover process: ${pid} ${command}`);
}
