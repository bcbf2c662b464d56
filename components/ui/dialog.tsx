"use client";

import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useReturnFocus } from "@/components/ui/use-return-focus";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question: "Delete this schedule?" */
  title: ReactNode;
  /** What goes, and what stays. */
  description: ReactNode;
  /** Verb and object: "Delete schedule". */
  confirmLabel: string;
  cancelLabel?: string;
  onConfirm: () => void;
  danger?: boolean;
  loading?: boolean;
  /** More to fill in, between the text and the buttons. */
  children?: ReactNode;
};

/** Only for what can't be undone; everything else is done at once, with an undo. */
export function Dialog(props: DialogProps) {
  const returnFocus = useReturnFocus(props.open);
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="scrim" />
        <AlertDialog.Content className="dlg" onCloseAutoFocus={returnFocus}>
          <AlertDialog.Title className="finding">{props.title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="ask">{props.description}</div>
          </AlertDialog.Description>
          {props.children}
          <div className="acts">
            <AlertDialog.Cancel asChild>
              <Button>{props.cancelLabel ?? "Keep it"}</Button>
            </AlertDialog.Cancel>
            <Button
              variant={props.danger ? "danger-sure" : "primary"}
              loading={props.loading}
              onClick={props.onConfirm}
            >
              {props.confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
