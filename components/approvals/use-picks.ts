"use client";

import { useState } from "react";
import type { ApprovalItem } from "@/lib/contracts/approvals";

/** What is selected. A refresh of the list keeps it; what left the list is selected no more. */
export function usePicks(items: readonly ApprovalItem[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const here = new Set(items.map(({ variant }) => variant.id));
  const picked: ReadonlySet<string> = new Set([...chosen].filter((id) => here.has(id)));
  const onPick = (ids: readonly string[], isPicked: boolean) =>
    setChosen((now) => {
      const next = new Set(now);
      for (const id of ids) {
        if (isPicked) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  return { picked, onPick, clear: () => setChosen(new Set()) };
}
