import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ReadinessList } from "@/components/auth/readiness-list";
import { SetupForm } from "@/components/auth/setup-form";
import { Door } from "@/components/layout/door";
import { checkReadiness } from "@/server/auth/check-readiness";
import { isEmptyInstall } from "@/server/auth/create-owner";
import { setupCode } from "@/server/auth/setup-code";
import { getRuntime } from "@/server/runtime";

export const metadata: Metadata = { title: "Set up" };
export const dynamic = "force-dynamic";

export default async function SetupPage() {
  const runtime = getRuntime();
  if (!(await isEmptyInstall(runtime))) redirect("/sign-in");
  return (
    <Door
      title="Make yourself the owner"
      intro="You are the first one here. You can invite others later."
      footer="Everything stays on this server"
      art={<ReadinessList items={checkReadiness(runtime.env)} />}
    >
      <SetupForm needsCode={setupCode(runtime.env) !== null} />
    </Door>
  );
}
