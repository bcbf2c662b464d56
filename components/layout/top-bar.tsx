import { CaretRightIcon, PlusIcon } from "@phosphor-icons/react/ssr";
import Link from "next/link";
import type { ReactNode } from "react";
import { PauseSwitch } from "@/components/layout/pause-switch";
import { SearchButton } from "@/components/layout/search-button";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

export type PrimaryAction = {
  /** Verb and object: "New campaign". On a phone only the icon is seen. */
  label: string;
  /** Default: a plus. Give it class "i". */
  icon?: ReactNode;
  href?: string;
  onClick?: () => void;
  loading?: boolean;
  disabled?: boolean;
};

export type TopBarProps = {
  title: ReactNode;
  crumbs?: readonly { href: string; label: string }[];
  /** Quiet, left of the search: a LiveDot, "Last 7 days". Not on phones. */
  meta?: ReactNode;
  /** More buttons, left of the primary one. Not on phones unless `phoneActions`. */
  actions?: ReactNode;
  phoneActions?: ReactNode;
  primary?: PrimaryAction;
};

/** The head of every page: where we are, search, and one primary action. */
export function TopBar(props: TopBarProps) {
  return (
    <header className="top">
      {props.crumbs?.map((crumb) => (
        <span className="crumb d-only" key={crumb.href}>
          <Link href={crumb.href} className="t3">
            {crumb.label}
          </Link>
          <CaretRightIcon className="i" aria-hidden="true" />
        </span>
      ))}
      <h1>{props.title}</h1>
      <div className="row push">
        {props.meta ? <span className="t3 xs d-only">{props.meta}</span> : null}
        <PauseSwitch />
        <SearchButton />
        {props.actions ? <span className="row d-only">{props.actions}</span> : null}
        {props.phoneActions ? <span className="row m-only">{props.phoneActions}</span> : null}
        {props.primary ? <Primary {...props.primary} /> : null}
      </div>
    </header>
  );
}

function Primary({ label, icon, href, onClick, loading, disabled }: PrimaryAction) {
  const look = {
    variant: "primary",
    icon: icon ?? <PlusIcon className="i" />,
    className: "lead-do",
  } as const;
  const words = <span className="words">{label}</span>;
  if (href) {
    return (
      <LinkButton {...look} href={href} aria-label={label}>
        {words}
      </LinkButton>
    );
  }
  return (
    <Button {...look} aria-label={label} onClick={onClick} loading={loading} disabled={disabled}>
      {words}
    </Button>
  );
}
