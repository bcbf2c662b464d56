"use client";

import { usePathname } from "next/navigation";
import { TabLinks } from "@/components/ui/tab-links";

const TABS = [
  { href: "/settings/workspace", label: "Workspace" },
  { href: "/settings/profile", label: "Profile" },
  { href: "/settings/members", label: "Members" },
  { href: "/settings/tokens", label: "Tokens" },
  { href: "/settings/webhooks", label: "Webhooks" },
  { href: "/settings/links", label: "Links" },
  { href: "/settings/mail", label: "Mail" },
  { href: "/settings/platforms", label: "Platforms" },
];
const OPERATIONS_TAB = { href: "/settings/operations", label: "Operations" };
const SANDBOX_TAB = { href: "/settings/sandbox", label: "Sandbox" };

type SettingsTabsProps = { showsSandbox: boolean; showsOperations: boolean };

export function SettingsTabs({ showsSandbox, showsOperations }: SettingsTabsProps) {
  const pathname = usePathname();
  const tabs = [
    ...TABS,
    ...(showsOperations ? [OPERATIONS_TAB] : []),
    ...(showsSandbox ? [SANDBOX_TAB] : []),
  ];
  return (
    <div className="border-b border-line px-4 py-3 md:px-6">
      <TabLinks
        label="Settings"
        tabs={tabs.map((tab) => ({ ...tab, current: `${pathname}/`.startsWith(`${tab.href}/`) }))}
      />
    </div>
  );
}
