/** Learning against earning, in posts and as a ratio: "7 to learn, 21 to earn (1 : 3)". */
export function ratioWords(explored: number, exploited: number): string {
  const counts = `${explored || "none"} to learn, ${exploited || "none"} to earn`;
  const less = Math.min(explored, exploited);
  if (less === 0) return counts;
  const show = (value: number) => (value / less).toLocaleString("en", { maximumFractionDigits: 1 });
  return `${counts} (${show(explored)} : ${show(exploited)})`;
}

/** "25%"; of a small share never more certainty than there is: "under 1%". */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return "under 1%";
  return `${Math.round(share * 100)}%`;
}
