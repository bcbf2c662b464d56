/**
 * A number as people write it, in E.164: "+45 20 12 34 56" and "0045 20123456" are the same. Null: no
 * number, or one without its country, which nobody can guess.
 */
export function toPhoneNumber(written: string): string | null {
  const text = written.trim();
  if (!/^(\+|00)[\d\s().\-/\u00a0]+$/.test(text)) return null;
  const digits = text.replace(/^00/, "").replace(/\D/g, "");
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null;
}
