"use client";

import { useState } from "react";
import type { ApprovalItem } from "@/lib/contracts/approvals";

/** A card that somebody writes a comment on stays, also when the variant was decided elsewhere. */
export function useKept(items: readonly ApprovalItem[]) {
  const [typed, setTyped] = useState<ReadonlyMap<string, ApprovalItem>>(new Map());
  const here = new Set(items.map(({ variant }) => variant.id));
  const gone = [...typed.values()].filter(({ variant }) => !here.has(variant.id));
  const onTyping = (item: ApprovalItem, isTyping: boolean) =>
    setTyped((now) => {
      const next = new Map(now);
      if (isTyping) next.set(item.variant.id, item);
      else next.delete(item.variant.id);
      return next;
    });
  return {
    shown: [...items, ...gone],
    isGone: (id: string) => !here.has(id),
    onTyping,
  };
}
