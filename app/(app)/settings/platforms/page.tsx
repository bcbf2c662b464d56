import type { Metadata } from "next";
import { TopBar } from "@/components/layout/top-bar";
import { PlatformsSettings } from "@/components/settings/platforms/platforms-settings";

export const metadata: Metadata = { title: "Platforms" };

export default function Page() {
  return (
    <>
      <TopBar title="Platforms" crumbs={[{ href: "/settings/workspace", label: "Settings" }]} />
      <PlatformsSettings />
    </>
  );
}
