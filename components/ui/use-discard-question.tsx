"use client";

import { type ReactNode, useState } from "react";
import { Dialog } from "@/components/ui/dialog";

type DiscardOptions = {
  /** A question, as "Discard this campaign?" */
  title: string;
  /** Asked at the moment of leaving. */
  isTyped: () => boolean;
  onLeave: () => void;
};

/**
 * What was typed is thrown away only after a question. `leave` is the way out for every button, Escape
 * and clicks beside the sheet; `question` stands inside the sheet.
 */
export function useDiscardQuestion({ title, isTyped, onLeave }: DiscardOptions): {
  leave: () => void;
  question: ReactNode;
} {
  const [asking, setAsking] = useState(false);
  const question = (
    <Dialog
      open={asking}
      onOpenChange={setAsking}
      title={title}
      description="What you typed is lost."
      confirmLabel="Discard"
      cancelLabel="Keep writing"
      danger
      onConfirm={() => {
        setAsking(false);
        onLeave();
      }}
    />
  );
  return { leave: () => (isTyped() ? setAsking(true) : onLeave()), question };
}
