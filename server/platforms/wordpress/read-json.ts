import { parseJson } from "../parse-json";

const MAX_STARTS = 50;

/**
 * The JSON of an answer, also where a careless plugin printed notices or comments around it.
 * Undefined for anything else, such as a page.
 */
export function readJson(text: string): unknown {
  const whole = parseJson(text.replace(/^\uFEFF/, ""));
  if (whole !== undefined) return whole;
  let tries = 0;
  for (const { index } of text.matchAll(/[[{]/g)) {
    if (++tries > MAX_STARTS) return undefined;
    const end = text.lastIndexOf(text[index] === "{" ? "}" : "]");
    const found = end > index ? parseJson(text.slice(index, end + 1)) : undefined;
    if (isAnswer(found)) return found;
  }
  return undefined;
}

/** A list of records or a record: what the API sends, and what a stray bracket in a notice is not. */
function isAnswer(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((each) => typeof each === "object");
  return typeof value === "object" && value !== null;
}
