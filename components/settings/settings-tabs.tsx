"use client";

import { usePathname } from "next/navigation";
import { TabLinks } from "@/components/ui/tab-links";

const TABS = [
  { href: "/settings/workspace", label: "Workspace" },
  { href: "/settings/members", label: "Members" },
  { href: "/settings/tokens", label: "Tokens" },
  { href: "/settings/platforms", label: "Platforms" },
];

export function SettingsTabs() {
  const pathname = usePathname();
  return (
    <div className="pad pb-0">
      <TabLinks
        label="Settings"
        tabs={TABS.map((tab) => ({ ...tab, current: pathname === tab.href }))}
      />
    </div>
  );
}
