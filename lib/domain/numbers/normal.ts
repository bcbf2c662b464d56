/** The standard normal density. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** The share of the standard normal below z, to double precision near the middle. */
export function normalShare(z: number): number {
  return 0.5 * (1 + errorFunction(z / Math.SQRT2));
}

/** By its series near zero and its continued fraction beyond (Abramowitz and Stegun 7.1.6, 7.1.14). */
function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  const scaled = (2 / Math.sqrt(Math.PI)) * Math.exp(-size * size);
  if (size > 2.5) return Math.sign(x) * (1 - 0.5 * scaled * tailFraction(size));
  let term = size;
  let sum = size;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * size * size) / (2 * n + 1);
    sum += term;
  }
  return Math.sign(x) * scaled * sum;
}

function tailFraction(size: number): number {
  let fraction = size;
  for (let n = 40; n >= 1; n--) fraction = size + n / 2 / fraction;
  return 1 / fraction;
}
