import { parseArgs } from "node:util";
import { measureCaptured } from "./support/replay-captured";
import { fitPrior, readArrivals, readTests, splitTests } from "./support/replay-data";
import { measureFalseWinners } from "./support/replay-false-winners";

/**
 * What share of the achievable each algorithm captures on replayed real tests, and how often a
 * winner shows where there is none. `--quick` plays each test once; `--tests` takes another file.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    tests: { type: "string" },
    seed: { type: "string", default: "1" },
    draws: { type: "string", default: "2" },
    half: { type: "string", default: "evaluation" },
  },
});
const halves = splitTests(readTests(values.tests));
const set = {
  tests: values.half === "training" ? halves.training : halves.evaluation,
  prior: fitPrior(halves.training),
  arrivals: readArrivals(),
  seed: Number(values.seed),
  draws: values.quick ? 1 : Number(values.draws),
};
const [only] = positionals;
if (!only || only === "captured") measureCaptured(set);
if (!only || only === "false-winner") measureFalseWinners(set);
