/** Lower factor L of a symmetric positive definite matrix, LLᵀ = A, by rows. */
export function factorise(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(matrix, i * size + j);
      for (let k = 0; k < j; k++) sum -= at(lower, i * size + k) * at(lower, j * size + k);
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / at(lower, j * size + j);
    }
  }
  return lower;
}

/** x with Lx = b. */
export function solveLower(lower: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = at(b, i);
    for (let k = 0; k < i; k++) sum -= at(lower, i * size + k) * at(x, k);
    x[i] = sum / at(lower, i * size + i);
  }
  return x;
}

/** x with Lᵀx = b. */
export function solveUpper(lower: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  const x = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    let sum = at(b, i);
    for (let k = i + 1; k < size; k++) sum -= at(lower, k * size + i) * at(x, k);
    x[i] = sum / at(lower, i * size + i);
  }
  return x;
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0;
