import Link from "next/link";
import type { ReactNode } from "react";

export type TabLinksProps = {
  label: string;
  tabs: readonly { href: string; label: ReactNode; current: boolean; count?: number }[];
};

/** Views of one page, each with its own address. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav className="seg" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={tab.current ? "page" : undefined}>
          {tab.label}
          {tab.count === undefined ? null : <span className="t3">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
