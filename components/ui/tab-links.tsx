"use client";

import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";

export type TabLinksProps = {
  label: string;
  tabs: readonly { href: string; label: ReactNode; current: boolean; count?: number }[];
};

/** Views of one page, each with its own address. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  const current = tabs.find((tab) => tab.current)?.href;
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const shown = current ? row.current?.querySelector('[aria-current="page"]') : null;
    // Where they don't all fit, as on a phone.
    shown?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current]);
  return (
    <nav className="seg" aria-label={label} ref={row}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={tab.current ? "page" : undefined}>
          {tab.label}
          {tab.count === undefined ? null : <span className="t3">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
