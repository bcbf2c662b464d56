"use client";

import { Tooltip as Tip } from "radix-ui";
import type { ReactNode } from "react";

export type TooltipProps = {
  content: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  /** One focusable element that takes a ref. */
  children: ReactNode;
};

/** Never the only place of something a person needs: touch does not show it. */
export function Tooltip({ content, side = "top", children }: TooltipProps) {
  return (
    <Tip.Provider delayDuration={300}>
      <Tip.Root>
        <Tip.Trigger asChild>{children}</Tip.Trigger>
        <Tip.Portal>
          <Tip.Content className="hint-tip" side={side} sideOffset={6} collisionPadding={8}>
            {content}
          </Tip.Content>
        </Tip.Portal>
      </Tip.Root>
    </Tip.Provider>
  );
}
