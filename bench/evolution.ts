import { measureEvolution } from "./support/measure-evolution";

/** Prompts that evolve from what a synthetic audience did: `--channels 200 --posts 180`. */
await measureEvolution(process.argv.slice(2));
