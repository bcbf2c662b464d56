import type { CSSProperties } from "react";
import { cx } from "@/components/ui/class-names";

const LETTERS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

/** The colour of a variant's letter, as a CSS value. Letters past H start over. */
export function armColor(letter: string): string {
  const place = (letter.toLowerCase().charCodeAt(0) - 97) % LETTERS.length;
  return `var(--arm-${LETTERS[place] ?? "h"})`;
}

export type ArmProps = { letter: string; large?: boolean };

/** A variant: a square with its letter, never the colour alone. */
export function Arm({ letter, large }: ArmProps) {
  const style = { "--c": armColor(letter) } as CSSProperties;
  return (
    <span className={cx("arm", large && "l")} style={style}>
      {letter.toUpperCase()}
    </span>
  );
}

export type ArmShare = { letter: string; share: number };

/** Shares of several variants (0 to 1) as one bar. The label says them in words. */
export function ArmSplit({ shares, thin }: { shares: readonly ArmShare[]; thin?: boolean }) {
  const words = shares.map((each) => `${each.letter} ${Math.round(each.share * 100)}%`).join(", ");
  return (
    <span className={thin ? "odds" : "split"} role="img" aria-label={words}>
      {shares.map((each) => (
        <i
          key={each.letter}
          style={{ "--c": armColor(each.letter), width: `${each.share * 100}%` } as CSSProperties}
        />
      ))}
    </span>
  );
}
