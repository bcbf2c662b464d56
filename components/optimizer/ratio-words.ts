/** Learning : earning as people say it: "1 : 3", "2.5 : 1", "0 : 5". */
export function ratioWords(explored: number, exploited: number): string {
  const less = Math.min(explored, exploited);
  if (less === 0) return `${explored} : ${exploited}`;
  const show = (value: number) => (value / less).toLocaleString("en", { maximumFractionDigits: 1 });
  return `${show(explored)} : ${show(exploited)}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
