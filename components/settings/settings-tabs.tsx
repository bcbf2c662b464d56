"use client";

import { usePathname } from "next/navigation";
import { TabLinks } from "@/components/ui/tab-links";

const TABS = [
  { href: "/settings/workspace", label: "Workspace" },
  { href: "/settings/members", label: "Members" },
  { href: "/settings/tokens", label: "Tokens" },
  { href: "/settings/platforms", label: "Platforms" },
];
const SANDBOX_TAB = { href: "/settings/sandbox", label: "Sandbox" };

export function SettingsTabs({ showsSandbox }: { showsSandbox: boolean }) {
  const pathname = usePathname();
  return (
    <div className="border-b border-line px-4 py-3 md:px-6">
      <TabLinks
        label="Settings"
        tabs={(showsSandbox ? [...TABS, SANDBOX_TAB] : TABS).map((tab) => ({
          ...tab,
          current: pathname === tab.href,
        }))}
      />
    </div>
  );
}
