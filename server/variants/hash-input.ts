import { createHash } from "node:crypto";

/** Of all that the making of a prompt depended on: equal inputs have made equal prompts. */
export const hashInput = (input: unknown): string =>
  createHash("sha256").update(JSON.stringify(input)).digest("hex");
