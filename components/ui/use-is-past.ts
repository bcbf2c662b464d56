import { useEffect, useState } from "react";

/** A timer cannot wait longer. */
const longest = 2 ** 31 - 1;

/** Draws anew when the time comes: what stands "until 14:05" must not stand at 14:06. */
export function useIsPast(at: string | null): boolean {
  const [passed, setPassed] = useState<string | null>(null);
  useEffect(() => {
    if (at === null) return;
    const left = Math.max(0, Date.parse(at) - Date.now());
    const timer = setTimeout(() => setPassed(at), Math.min(left, longest));
    return () => clearTimeout(timer);
  }, [at]);
  return at !== null && passed === at;
}
