import Link from "next/link";
import type { ReactNode } from "react";
import { CommandPalette } from "@/components/layout/command-palette";
import { MeMenu } from "@/components/layout/me-menu";
import { SideNav } from "@/components/layout/nav-links";
import type { NavCounts, NavKey } from "@/components/layout/navigation";
import { PaletteProvider } from "@/components/layout/palette-state";
import { PhoneBar } from "@/components/layout/phone-bar";
import { initialsOf } from "@/components/ui/face";
import { Wheel } from "@/components/ui/wheel";

export type ShellProps = {
  workspace: { name: string; note?: string };
  /** `role` as people read it: "Editor". */
  me: { name: string; role: string };
  counts?: NavCounts;
  /** Places that this workspace has no use for. */
  hidden?: readonly NavKey[];
  /** A CommandPalette with its actions and search; the plain one otherwise. */
  palette?: ReactNode;
  children: ReactNode;
};

export function Shell({ workspace, me, counts = {}, hidden = [], palette, children }: ShellProps) {
  return (
    <PaletteProvider>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <div className="shell">
        <aside className="side" aria-label="Sidebar">
          <Link className="brand" href="/">
            <Wheel />
            Bandwagon
          </Link>
          <WorkspaceCard workspace={workspace} />
          <SideNav counts={counts} hidden={hidden} />
          <MeMenu me={me} />
        </aside>
        <main className="main" id="main" tabIndex={-1}>
          {children}
        </main>
        <PhoneBar counts={counts} hidden={hidden} me={me} />
      </div>
      {palette ?? <CommandPalette hidden={hidden} />}
    </PaletteProvider>
  );
}

function WorkspaceCard({ workspace }: { workspace: ShellProps["workspace"] }) {
  return (
    <Link className="ws" href="/settings/workspace">
      <span className="ws-mark" aria-hidden="true">
        {initialsOf(workspace.name)}
      </span>
      <span className="grow">
        <span className="b cut" style={{ display: "block" }}>
          {workspace.name}
        </span>
        <span className="t3 xs">{workspace.note ?? "Workspace"}</span>
      </span>
    </Link>
  );
}
