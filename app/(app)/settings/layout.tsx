import type { ReactNode } from "react";
import { TopBar } from "@/components/layout/top-bar";
import { SettingsTabs } from "@/components/settings/settings-tabs";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <TopBar title="Settings" />
      <SettingsTabs />
      <div className="flex flex-1 flex-col [&>.cols:last-child]:flex-1">{children}</div>
    </>
  );
}
