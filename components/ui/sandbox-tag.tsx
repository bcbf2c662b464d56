import { FlaskIcon } from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";

/** Marks what reaches only the built-in imitation of a platform. */
export function SandboxTag() {
  return <span className="tag sb">Sandbox</span>;
}

/** The striped bar on every imitated page. */
export function SandboxStripe({ children }: { children: ReactNode }) {
  return (
    <div className="stripe">
      <FlaskIcon className="i" weight="fill" aria-hidden="true" />
      <span>{children}</span>
    </div>
  );
}
