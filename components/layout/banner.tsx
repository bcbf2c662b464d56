import { InfoIcon, PauseIcon, WarningCircleIcon, WarningIcon } from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";

export type BannerProps = {
  tone: "bad" | "warn" | "info" | "hold" | "stop";
  /** What is so. Bold. */
  title: ReactNode;
  /** What it means. */
  children?: ReactNode;
  /** One or two buttons. */
  actions?: ReactNode;
};

const ICONS = {
  bad: WarningCircleIcon,
  warn: WarningIcon,
  info: InfoIcon,
  hold: PauseIcon,
  stop: PauseIcon,
} as const;

/** A line across the page, for what stands until somebody acts. */
export function Banner({ tone, title, children, actions }: BannerProps) {
  const Mark = ICONS[tone];
  return (
    <div className={`banner ${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Mark className="i" weight="fill" aria-hidden="true" />
      <span className="grow">
        <b className="b">{title}</b> <span className="t2">{children}</span>
      </span>
      {actions ? <span className="actions">{actions}</span> : null}
    </div>
  );
}
