const CUT = /^[ \t]*---[ \t]*$/m;

/** The parts of a text that goes out as several posts: cut at lines that hold only `---`. */
export function splitParts(text: string): string[] {
  return text
    .replace(/\r\n?/g, "\n")
    .split(CUT)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** The way back: one text that `splitParts` cuts into these parts again. */
export function joinParts(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n---\n");
}
