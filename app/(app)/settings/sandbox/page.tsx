import type { Metadata } from "next";
import { SandboxSettings } from "@/components/settings/sandbox/sandbox-settings";
import { EmptyState } from "@/components/ui/empty-state";
import { getPageContext } from "@/server/http/page-context";
import { readSandboxState } from "@/server/sandbox-control/read-sandbox-state";

export const metadata: Metadata = { title: "Sandbox" };

export default async function SandboxPage() {
  const state = readSandboxState(await getPageContext());
  if (state === "shown") return <SandboxSettings />;
  return state === "hidden" ? (
    <EmptyState title="Only an owner can make the sandbox fail">
      Ask an owner of the workspace.
    </EmptyState>
  ) : (
    <EmptyState title="The sandbox is off on this server">
      Whoever runs the server can set SANDBOX=on and start it again.
    </EmptyState>
  );
}
