import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

export function Tag({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={cx("tag", className)}>{children}</span>;
}
