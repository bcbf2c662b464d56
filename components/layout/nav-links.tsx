"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import {
  isCurrent,
  type NavCounts,
  type NavEntry,
  type NavKey,
  PHONE_MORE,
  SETUP_PAGES,
  shownPages,
  WORK_PAGES,
} from "@/components/layout/navigation";
import { useNeedCounts } from "@/components/layout/use-need-counts";
import { Count } from "@/components/ui/count";

type NavProps = {
  counts: NavCounts;
  /** Places that this workspace has no use for. */
  hidden?: readonly NavKey[];
  onFollow?: () => void;
};

export function SideNav({ counts: initial, hidden }: NavProps) {
  const counts = useNeedCounts(initial);
  return (
    <>
      <NavGroup label="Workspace" entries={WORK_PAGES} counts={counts} hidden={hidden} />
      <NavGroup label="Setup" entries={SETUP_PAGES} counts={counts} hidden={hidden} />
    </>
  );
}

export function MoreNav(props: NavProps) {
  return <NavGroup label="More" entries={PHONE_MORE} {...props} />;
}

function NavGroup(props: NavProps & { label: string; entries: readonly NavEntry[] }) {
  const pathname = usePathname();
  // Where something waits the way there is shown, whatever was so when the page was drawn.
  const hidden = props.hidden?.filter((key) => !props.counts[key]);
  const shown = shownPages(props.entries, hidden);
  return (
    <nav className="nav" aria-label={props.label}>
      {shown.map((entry) => (
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
