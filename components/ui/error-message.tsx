import { WarningCircleIcon } from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";

export type ErrorMessageProps = {
  /** What happened. */
  title: ReactNode;
  /** What it means, and what to do. */
  children?: ReactNode;
  /** One Button: "Try again". */
  action?: ReactNode;
};

/** Where a part of the page should be and could not be. */
export function ErrorMessage({ title, children, action }: ErrorMessageProps) {
  return (
    <div className="need-list trouble" role="alert">
      <WarningCircleIcon className="i danger-c" weight="fill" aria-hidden="true" />
      <div>
        <b className="b">{title}</b>
        {children ? <p className="t2">{children}</p> : null}
        {action ? <div className="row">{action}</div> : null}
      </div>
    </div>
  );
}
