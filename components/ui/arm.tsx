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
