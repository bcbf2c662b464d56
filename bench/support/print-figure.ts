export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What the same machine did in the same run with the plainest means. */
  baseline: number;
  /** The figure's 95 percent range, where it is an estimate. */
  low?: number;
  high?: number;
}

/** One line of JSON a figure, as a program reads it. */
export function printFigure({ name, value, unit, baseline, ...range }: Figure): void {
  const ratio = Number((value / baseline).toFixed(3));
  process.stdout.write(`${JSON.stringify({ name, value, unit, baseline, ratio, ...range })}\n`);
}

/** Words for a person: standard output is for figures. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);
