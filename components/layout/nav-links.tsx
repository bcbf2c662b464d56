"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import {
  isCurrent,
  type NavCounts,
  type NavEntry,
  PHONE_MORE,
  SETUP_PAGES,
  WORK_PAGES,
} from "@/components/layout/navigation";
import { Count } from "@/components/ui/count";

type NavProps = { counts: NavCounts; onFollow?: () => void };

export function SideNav({ counts }: NavProps) {
  return (
    <>
      <NavGroup label="Workspace" entries={WORK_PAGES} counts={counts} />
      <NavGroup label="Setup" entries={SETUP_PAGES} counts={counts} />
    </>
  );
}

export function MoreNav({ counts, onFollow }: NavProps) {
  return <NavGroup label="More" entries={PHONE_MORE} counts={counts} onFollow={onFollow} />;
}

function NavGroup(props: NavProps & { label: string; entries: readonly NavEntry[] }) {
  const pathname = usePathname();
  return (
    <nav className="nav" aria-label={props.label}>
      {props.entries.map((entry) => (
        <NavLink
          key={entry.key}
          entry={entry}
          current={isCurrent(entry, pathname)}
          count={props.counts[entry.key] ?? 0}
          onFollow={props.onFollow}
        />
      ))}
    </nav>
  );
}

type NavLinkProps = { entry: NavEntry; current: boolean; count: number; onFollow?: () => void };

function NavLink({ entry, current, count, onFollow }: NavLinkProps) {
  const Mark = entry.icon;
  return (
    <Link href={entry.href} aria-current={current ? "page" : undefined} onClick={onFollow}>
      <Mark className="i" weight={current ? "fill" : "regular"} aria-hidden="true" />
      {entry.label}
      {count > 0 ? <Count value={count} need label="waiting for you" /> : null}
    </Link>
  );
}
