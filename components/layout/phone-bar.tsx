"use client";

import { DotsThreeIcon, MonitorIcon, SignOutIcon } from "@phosphor-icons/react/ssr";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { MoreNav } from "@/components/layout/nav-links";
import {
  isCurrent,
  type NavCounts,
  type NavKey,
  PHONE_BAR,
  PHONE_MORE,
} from "@/components/layout/navigation";
import { useNeedCounts } from "@/components/layout/use-need-counts";
import { type ThemeChoice, useTheme } from "@/components/providers/theme";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Sheet } from "@/components/ui/sheet";

type PhoneBarProps = {
  counts: NavCounts;
  hidden?: readonly NavKey[];
  me: { name: string; role: string };
};

export function PhoneBar({ counts: initial, hidden, me }: PhoneBarProps) {
  const counts = useNeedCounts(initial);
  const pathname = usePathname();
  const [open, setOpen] = useState(false);
  const waiting = PHONE_MORE.some((entry) => (counts[entry.key] ?? 0) > 0);
  return (
    <nav className="tabs" aria-label="Main">
      {PHONE_BAR.map((entry) => {
        const current = isCurrent(entry, pathname);
        const Mark = entry.icon;
        return (
          <Link key={entry.key} href={entry.href} aria-current={current ? "page" : undefined}>
            <Mark className="i" weight={current ? "fill" : "regular"} aria-hidden="true" />
            {entry.label}
            {(counts[entry.key] ?? 0) > 0 ? <WaitingDot /> : null}
          </Link>
        );
      })}
      <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
        <DotsThreeIcon className="i" aria-hidden="true" />
        More
        {waiting ? <WaitingDot /> : null}
      </button>
      <Sheet open={open} onOpenChange={setOpen} title={me.name} description={me.role} side="below">
        <MoreNav counts={counts} hidden={hidden} onFollow={() => setOpen(false)} />
        <MoreFoot />
      </Sheet>
    </nav>
  );
}

function WaitingDot() {
  return (
    <span className="dot">
      <span className="sr">needs you</span>
    </span>
  );
}

const THEMES: readonly { value: ThemeChoice; label: string }[] = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

function MoreFoot() {
  const { theme, setTheme } = useTheme();
  return (
    <div className="more-foot">
      <div className="row">
        <MonitorIcon className="i" aria-hidden="true" />
        <span className="grow m">Theme</span>
        <Segmented label="Theme" value={theme} onChange={setTheme} options={THEMES} />
      </div>
      <Button
        wide
        icon={<SignOutIcon className="i" />}
        onClick={() => signOut({ callbackUrl: "/sign-in" })}
      >
        Sign out
      </Button>
    </div>
  );
}
