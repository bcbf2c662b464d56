"use client";

import {
  DesktopIcon,
  DotsThreeIcon,
  MoonIcon,
  SignOutIcon,
  SunIcon,
  UserCircleIcon,
} from "@phosphor-icons/react/ssr";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { useTheme } from "@/components/providers/theme";
import { Face } from "@/components/ui/face";
import { Menu, type MenuItem } from "@/components/ui/menu";

type MeMenuProps = { me: { name: string; role: string } };

export function MeMenu({ me }: MeMenuProps) {
  const items = useMenuItems();
  return (
    <Menu
      items={items}
      side="top"
      align="start"
      trigger={
        <button type="button" className="me">
          <Face name={me.name} />
          <span className="grow">
            <span className="m cut" style={{ display: "block" }}>
              {me.name}
            </span>
            <span className="t3 xs">{me.role}</span>
          </span>
          <DotsThreeIcon className="i" aria-hidden="true" />
          <span className="sr">Account menu</span>
        </button>
      }
    />
  );
}

function useMenuItems(): MenuItem[] {
  const { theme, setTheme } = useTheme();
  const router = useRouter();
  return [
    { kind: "label", label: "Theme" },
    {
      kind: "choice",
      label: "As the system",
      icon: <DesktopIcon className="i" />,
      checked: theme === "system",
      onSelect: () => setTheme("system"),
    },
    {
      kind: "choice",
      label: "Light",
      icon: <SunIcon className="i" />,
      checked: theme === "light",
      onSelect: () => setTheme("light"),
    },
    {
      kind: "choice",
      label: "Dark",
      icon: <MoonIcon className="i" />,
      checked: theme === "dark",
      onSelect: () => setTheme("dark"),
    },
    { kind: "line" },
    {
      label: "Profile",
      icon: <UserCircleIcon className="i" />,
      onSelect: () => router.push("/settings/profile"),
    },
    {
      label: "Sign out",
      icon: <SignOutIcon className="i" />,
      onSelect: () => void signOut({ callbackUrl: "/sign-in" }),
    },
  ];
}
