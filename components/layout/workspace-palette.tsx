"use client";

import {
  CalendarBlankIcon,
  ClockIcon,
  DesktopIcon,
  MegaphoneSimpleIcon,
  MoonIcon,
  PlugsConnectedIcon,
  PlusIcon,
  SunIcon,
} from "@phosphor-icons/react/ssr";
import { useMemo } from "react";
import { CommandPalette, type PaletteItem } from "@/components/layout/command-palette";
import type { NavKey } from "@/components/layout/navigation";
import { type ThemeChoice, useTheme } from "@/components/providers/theme";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import type { SearchResults } from "@/lib/contracts/workspace";

type WorkspacePaletteProps = { canEdit: boolean; hidden?: readonly NavKey[] };

/** The palette with the workspace's campaigns and accounts, and what this person may do. */
export function WorkspacePalette({ canEdit, hidden }: WorkspacePaletteProps) {
  const { setTheme } = useTheme();
  const actions = useMemo(
    () => [
      ...(canEdit ? EDIT_ACTIONS : []),
      SHOW_CALENDAR,
      SHOW_BEST_TIMES,
      ...themeActions(setTheme),
    ],
    [canEdit, setTheme],
  );
  return <CommandPalette actions={actions} hidden={hidden} search={findInWorkspace} />;
}

const EDIT_ACTIONS: readonly PaletteItem[] = [
  {
    id: "new-campaign",
    label: "New campaign",
    href: "/campaigns/new",
    icon: <PlusIcon className="i" aria-hidden="true" />,
    keywords: ["create", "brief", "write"],
  },
  {
    id: "connect-account",
    label: "Connect account",
    href: "/accounts",
    icon: <PlugsConnectedIcon className="i" aria-hidden="true" />,
    keywords: ["add", "platform", "oauth"],
  },
];

const SHOW_CALENDAR: PaletteItem = {
  id: "show-calendar",
  label: "Show what goes out this week",
  href: "/calendar",
  icon: <CalendarBlankIcon className="i" aria-hidden="true" />,
  keywords: ["calendar", "schedule"],
};

const SHOW_BEST_TIMES: PaletteItem = {
  id: "show-best-times",
  label: "Show the best times to post",
  href: "/optimizer/best-times",
  icon: <ClockIcon className="i" aria-hidden="true" />,
  keywords: ["hour", "weekday", "optimizer"],
};

function themeActions(setTheme: (choice: ThemeChoice) => void): PaletteItem[] {
  return [
    {
      id: "theme-light",
      label: "Light theme",
      icon: <SunIcon className="i" aria-hidden="true" />,
      onSelect: () => setTheme("light"),
    },
    {
      id: "theme-dark",
      label: "Dark theme",
      icon: <MoonIcon className="i" aria-hidden="true" />,
      onSelect: () => setTheme("dark"),
    },
    {
      id: "theme-system",
      label: "Theme as the system",
      icon: <DesktopIcon className="i" aria-hidden="true" />,
      onSelect: () => setTheme("system"),
    },
  ];
}

async function findInWorkspace(query: string, signal: AbortSignal): Promise<PaletteItem[]> {
  const { items } = await apiFetch<SearchResults>(withQuery("/api/search", { q: query }), {
    signal,
  });
  return items.map((hit) => {
    const isCampaign = hit.kind === "campaign";
    const Mark = isCampaign ? MegaphoneSimpleIcon : PlugsConnectedIcon;
    return {
      id: `${hit.kind}-${hit.id}`,
      label: hit.label,
      detail: hit.detail,
      href: isCampaign ? `/campaigns/${hit.id}` : "/accounts",
      icon: <Mark className="i" aria-hidden="true" />,
    };
  });
}
