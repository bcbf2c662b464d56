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
    <div className="border-b border-line px-4 py-3 md:px-6">
      <TabLinks
        label="Settings"
        tabs={TABS.map((tab) => ({ ...tab, current: pathname === tab.href }))}
      />
    </div>
  );
}
