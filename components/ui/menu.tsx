"use client";

import { CheckIcon } from "@phosphor-icons/react/ssr";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

export type MenuItem =
  | {
      kind?: "action";
      label: ReactNode;
      icon?: ReactNode;
      detail?: ReactNode;
      danger?: boolean;
      disabled?: boolean;
      onSelect: () => void;
    }
  | { kind: "link"; label: ReactNode; icon?: ReactNode; href: string }
  | {
      kind: "choice";
      label: ReactNode;
      icon?: ReactNode;
      checked: boolean;
      onSelect: () => void;
    }
  | { kind: "label"; label: ReactNode }
  | { kind: "line" };

export type MenuProps = {
  /** One element that takes a ref: usually a Button. */
  trigger: ReactNode;
  items: readonly MenuItem[];
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
};

export function Menu({ trigger, items, align = "end", side = "bottom" }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="pop menu"
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
        >
          {items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: menu items have no identity but their place
            <Entry key={index} item={item} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Entry({ item }: { item: MenuItem }) {
  switch (item.kind) {
    case "line":
      return <DropdownMenu.Separator className="menu-line" />;
    case "label":
      return <DropdownMenu.Label className="menu-label">{item.label}</DropdownMenu.Label>;
    case "link":
      return (
        <DropdownMenu.Item asChild className="menu-item">
          <Link href={item.href}>
            {item.icon}
            {item.label}
          </Link>
        </DropdownMenu.Item>
      );
    case "choice":
      return (
        <DropdownMenu.CheckboxItem
          className="menu-item"
          checked={item.checked}
          onSelect={item.onSelect}
        >
          {item.icon}
          {item.label}
          {item.checked ? <CheckIcon className="i end" aria-hidden="true" /> : null}
        </DropdownMenu.CheckboxItem>
      );
    default:
      return (
        <DropdownMenu.Item
          className={cx("menu-item", item.danger && "stop")}
          disabled={item.disabled}
          onSelect={item.onSelect}
        >
          {item.icon}
          {item.label}
          {item.detail ? <span className="end t3 xs">{item.detail}</span> : null}
        </DropdownMenu.Item>
      );
  }
}
