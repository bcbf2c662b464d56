import { PenNibIcon } from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";
import { Wheel } from "@/components/ui/wheel";

export type AutoMarkProps = {
  /** "Chosen by Bandwagon", "Will choose", "Chooses at 16:30". */
  children?: ReactNode;
  /** The wheel alone; the words are for screen readers and the title. */
  only?: boolean;
  /** The words when `only`. */
  label?: string;
};

/** Marigold: what Bandwagon chose by itself, and nothing else. */
export function AutoMark({ children, only, label = "Chosen by Bandwagon" }: AutoMarkProps) {
  return (
    <span className={cx("auto", only && "only")} title={only ? label : undefined}>
      <Wheel small />
      {only ? <span className="sr">{label}</span> : (children ?? label)}
    </span>
  );
}

/** A person chose: their name in an outline. */
export function HandMark({ children }: { children: ReactNode }) {
  return (
    <span className="hand">
      <PenNibIcon className="i" aria-hidden="true" />
      {children}
    </span>
  );
}
