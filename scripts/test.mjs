import { randomUUID } from "node:crypto";
import { ensureInstalled } from "./install.mjs";
import { endLeftovers } from "./leftovers.mjs";
import { nodeProblem } from "./node.mjs";
import { endWithSignals } from "./run.mjs";

const usage = "Usage: npm test -- [--only static,unit,pg,neon,chaos,e2e] [--no-pg]";
const known = ["static", "unit", "pg", "neon", "chaos", "e2e"];

function parse(args) {
  const options = { only: new Set(known), usePostgres: true };
  const rest = [...args];
  while (rest.length > 0) {
    const arg = rest.shift();
    if (arg === "--no-pg") options.usePostgres = false;
    else if (arg === "--only" && rest[0]) options.only = new Set(rest.shift().split(","));
    else throw new Error(`Unknown option ${arg}. ${usage}`);
  }
  const wrong = [...options.only].filter((name) => !known.includes(name));
  if (wrong.length > 0) throw new Error(`Unknown part ${wrong.join(", ")}. ${usage}`);
  return options;
}

async function main() {
  const options = parse(process.argv.slice(2));
  const problem = nodeProblem();
  if (problem) throw new Error(problem);
  process.env.TEST_RUN_ID ??= randomUUID();
  const cleanUps = [];
  const cleanUp = async () => {
    for (const end of cleanUps.splice(0).reverse()) await end();
    for (const { pid, command } of endLeftovers(process.env.TEST_RUN_ID)) {
      console.log(`Ended a leftover process: ${pid} ${command}`);
    }
  };
  endWithSignals(cleanUp);
  await ensureInstalled(console.log);
  // Loaded only now: it needs packages that the line above may just have installed.
  const { runSteps } = await import("./steps.mjs");
  try {
    return await runSteps(options, (end) => cleanUps.push(end));
  } finally {
    await cleanUp();
  }
}

main().then(
  (line) => {
    console.log(line);
    process.exit(/ 0 failed/.test(line) ? 0 : 1);
  },
  (error) => {
    console.error(`\n${error.message}`);
    console.log("0 passed, 1 failed, 0 skipped");
    process.exit(1);
  },
);
