import { become, withEnvFile } from "./become.mjs";
import { bundle } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { findNode } from "./node.mjs";
import { withOwnBinaries } from "./paths.mjs";

await ensureInstalled(console.log);
await bundle(["rollups"]);
const args = ["--liftoff-only", ...withEnvFile(), "dist/rollups.mjs", ...process.argv.slice(2)];
become(findNode(), args, { ...withOwnBinaries(), NODE_ENV: "production" });
