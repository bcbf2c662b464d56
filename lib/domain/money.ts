/**
 * "5", "5.5" or "5,50" in a currency's smallest unit. Null: not an amount, or finer than the currency
 * is counted. Worked out on the digits, since sums of money must not be rounded.
 */
export function toSmallestUnit(typed: string, decimals: number): number | null {
  const [, whole = "", part = ""] = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(typed.trim()) ?? [];
  if (whole === "" || part.length > decimals) return null;
  return Number(whole + part.padEnd(decimals, "0"));
}

/** 550 with two decimals is "5.50". */
export function toAmount(smallest: number, decimals: number): string {
  if (decimals === 0) return String(smallest);
  const digits = String(smallest).padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** "EUR 5.50", the same in every engine. */
export const toMoney = (smallest: number, decimals: number, currency: string): string =>
  `${currency} ${toAmount(smallest, decimals)}`;
