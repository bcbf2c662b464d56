import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { endLeftovers } from "./leftovers.mjs";
import { findNode, nodeProblem } from "./node.mjs";
import { modules, withOwnBinaries } from "./paths.mjs";
import { ensurePds, ensureWordpress } from "./real-servers.mjs";
import { endWithSignals, run } from "./run.mjs";
import { fromPlaywright, toLine } from "./tally.mjs";

// The product against servers that nobody here wrote: a real WordPress and a real PDS, on loopback.

const tenMinutes = 600_000;

async function runTests(folder) {
  const report = path.join(folder, "report.json");
  const env = {
    ...withOwnBinaries(),
    REAL_SERVERS: "on",
    TMPDIR: folder,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  const playwright = path.join(modules, "@playwright", "test", "cli.js");
  const output = `--output=${path.join(folder, "results")}`;
  const args = [playwright, "test", "--reporter=list,json", output, ...process.argv.slice(2)];
  return fromPlaywright(report, await run(findNode(), args, { env, timeoutMs: tenMinutes }));
}

async function main() {
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  process.env.TEST_RUN_ID ??= randomUUID();
  // All of a run lies in one folder: databases, sites, the product's data, reports.
  const folder = mkdtempSync(path.join(os.tmpdir(), "bandwagon-real-"));
  // The database runs as another user, who must get through to its own part.
  chmodSync(folder, 0o711);
  const cleanUp = async () => {
    for (const { pid, command } of endLeftovers(process.env.TEST_RUN_ID)) {
      console.log(`Ended a leftover process: ${pid} ${command}`);
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  endWithSignals(cleanUp);
  try {
    await ensureInstalled(console.log);
    ensureWordpress();
    await ensurePds();
    // The bundler's own process would wait for more until this one ends.
    if (await ensureBuilt(console.log)) await (await import("esbuild")).stop();
    return await runTests(folder);
  } finally {
    await cleanUp();
  }
}

main().then(
  (counts) => {
    console.log(`\n${toLine(counts)}`);
    process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
  },
  (error) => {
    console.error(`\n${error.message}`);
    console.log("0 passed, 1 failed, 0 skipped");
    process.exit(1);
  },
);
