/** From the lowest to the highest, each up to a change as a logarithm. */
const STEPS = [
  { shade: "heat-lower", below: Math.log(0.85) },
  { shade: "heat-low", below: 0 },
  { shade: "heat-3", below: Math.log(1.1) },
  { shade: "heat-4", below: Math.log(1.2) },
  { shade: "heat-5", below: Math.log(1.35) },
  { shade: "heat-7", below: Infinity },
] as const;

/** The shade of an hour that is proven to be better or worse. */
export const shadeOf = (mean: number): string =>
  STEPS.find(({ below }) => mean < below)?.shade ?? "heat-7";

const namesOf = (steps: readonly { shade: string }[]) => steps.map(({ shade }) => shade);
export const WORSE_SHADES = namesOf(STEPS.slice(0, 2));
export const BETTER_SHADES = namesOf(STEPS.slice(2));
