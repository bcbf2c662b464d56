/** JSON that stays inside a fenced block, whatever its texts hold: a backtick is spelt out. */
export const toFencedJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replaceAll("`", "\\u0060");
