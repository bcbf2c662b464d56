import type { Metadata } from "next";
import { PlatformsSettings } from "@/components/settings/platforms/platforms-settings";

export const metadata: Metadata = { title: "Platforms" };

export default function Page() {
  return <PlatformsSettings />;
}
