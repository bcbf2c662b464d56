import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ReadinessList } from "@/components/auth/readiness-list";
import { SetupForm } from "@/components/auth/setup-form";
import { Door } from "@/components/layout/door";
import { getDoor } from "@/server/auth/get-door";

export const metadata: Metadata = { title: "Set up" };
export const dynamic = "force-dynamic";

export default async function SetupPage() {
  const door = await getDoor();
  if (!door.isEmpty) redirect("/sign-in");
  return (
    <Door
      title="Make yourself the owner"
      intro="You are the first one here. You can invite others later."
      footer="Everything stays on this server"
      art={<ReadinessList items={door.readiness} />}
    >
      <SetupForm needsCode={door.needsCode} />
    </Door>
  );
}
