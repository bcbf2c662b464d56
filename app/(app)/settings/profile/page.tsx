import type { Metadata } from "next";
import { ProfileSettings } from "@/components/settings/profile-settings";
import { getProfile } from "@/server/auth/get-profile";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const ctx = await getPageContext();
  return <ProfileSettings profile={await getProfile(ctx)} />;
}
