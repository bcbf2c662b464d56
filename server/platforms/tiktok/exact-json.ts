/** As the engine calls it; the types of the language do not tell of the third argument yet. */
type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context?: { source?: string },
) => unknown;

const keepDigits: Reviver = (_key, value, context) =>
  typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value;

/** TikTok's ids are 64-bit numbers: those that a number would round come as text. Undefined: not JSON. */
export function parseExactly(text: string): unknown {
  try {
    return JSON.parse(text, keepDigits);
  } catch {
    return undefined;
  }
}
