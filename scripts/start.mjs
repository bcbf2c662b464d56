import { become, withEnvFile } from "./become.mjs";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { findNode, nodeProblem } from "./node.mjs";
import { withOwnBinaries } from "./paths.mjs";
import { endWithSignals } from "./run.mjs";

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

async function step(done, work) {
  const since = performance.now();
  if (await work(console.log)) console.log(`${done} in ${seconds(since)}`);
}

async function main() {
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  const stopWatching = endWithSignals();
  await step("Installed", ensureInstalled);
  await step("Built", ensureBuilt);
  stopWatching();
  // V8's optimising WebAssembly compiler would more than double the memory of the embedded database.
  const args = ["--liftoff-only", ...withEnvFile(), "dist/main.mjs"];
  become(findNode(), args, { ...withOwnBinaries(), NODE_ENV: "production" });
}

main().catch((error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});
