import { measureGrowth } from "./support/measure-growth";
import { measureLateness } from "./support/measure-lateness";

/** How late posts are when very many are due at once, and what those cost that still wait. */
const parts: Record<string, () => Promise<void>> = {
  lateness: measureLateness,
  growth: measureGrowth,
};
const [only] = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts)) {
  if (!only || only === name) await measure();
}
process.exit();
