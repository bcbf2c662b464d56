const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** What a variable may stand for, instead of words of its own. */
export const STANDS_FOR = { text: "{{text}}", name: "{{name}}" } as const;

/** The names of a body's variables in the order in which they are given: numbers count, names follow the text. */
export function variablesOf(body: string): string[] {
  const names = [...new Set([...body.matchAll(VARIABLE)].map(([, name = ""]) => name))];
  return isNumbered(names) ? names.sort((a, b) => Number(a) - Number(b)) : names;
}

export const isNumbered = (names: readonly string[]) => names.every((name) => /^\d+$/.test(name));

/** Lines by their place: an empty one between others stays. */
export function toVariables(lines: string): string[] {
  const values = lines.split("\n").map((line) => line.trim());
  while (values.length > 0 && values.at(-1) === "") values.pop();
  return values;
}

/** The body as it is read; a variable without words stays as it stands in the template. */
export function fillBody(body: string, values: readonly string[]): string {
  const names = variablesOf(body);
  return body.replace(VARIABLE, (whole, name: string) => values[names.indexOf(name)] || whole);
}

/** In one line, since a variable takes no line breaks, nor more than one space in a row. */
export function toVariableText(value: string, text: string): string {
  return value
    .replaceAll(STANDS_FOR.text, () => text)
    .replace(/\s+/g, " ")
    .trim();
}
