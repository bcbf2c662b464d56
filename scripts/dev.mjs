import { become, withEnvFile } from "./become.mjs";
import { ensureInstalled } from "./install.mjs";
import { findNode, nodeProblem } from "./node.mjs";
import { withOwnBinaries } from "./paths.mjs";

const problem = nodeProblem();
if (problem) {
  console.error(problem);
  process.exit(1);
}
await ensureInstalled(console.log);
const args = ["--liftoff-only", ...withEnvFile(), "--import", "tsx", "server/main.ts"];
become(findNode(), args, { ...withOwnBinaries(), NODE_ENV: "development" });
