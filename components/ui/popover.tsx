"use client";

import { Popover as Pop } from "radix-ui";
import type { ReactNode } from "react";

export type PopoverProps = {
  /** One element that takes a ref: usually a Button. */
  trigger: ReactNode;
  label: string;
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
};

export function Popover({ trigger, label, align = "start", children, ...state }: PopoverProps) {
  return (
    <Pop.Root {...state}>
      <Pop.Trigger asChild>{trigger}</Pop.Trigger>
      <Pop.Portal>
        <Pop.Content
          className="pop pad-pop"
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
        >
          {children}
        </Pop.Content>
      </Pop.Portal>
    </Pop.Root>
  );
}
