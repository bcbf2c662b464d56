import { measureChoose } from "./support/measure-choose";

/** What one choice costs among many variants after many posts, and whether it grows with them. */
await measureChoose();
