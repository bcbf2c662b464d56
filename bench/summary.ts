import { measureSummary } from "./support/measure-summary";

/** What results cost to read over ten million raw rows, and whether it grows with them. */
await measureSummary();
