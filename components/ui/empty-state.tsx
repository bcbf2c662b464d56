import type { ReactNode } from "react";
import { Wheel } from "@/components/ui/wheel";

export type EmptyStateProps = {
  /** "Nothing to compare yet" */
  title: ReactNode;
  /** One sentence: what it needs. */
  children?: ReactNode;
  /** One Button or LinkButton. */
  action?: ReactNode;
};

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <Wheel />
      <p className="finding">{title}</p>
      {children ? <p className="t2">{children}</p> : null}
      {action}
    </div>
  );
}
