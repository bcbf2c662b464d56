/** The arm's mean plus what its uncertainty is worth after n of total tries. */
export function ucb1Index(mean: number, n: number, total: number, alpha: number): number {
  return mean + alpha * Math.sqrt((2 * Math.log(total)) / n);
}
