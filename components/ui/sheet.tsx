"use client";

import { XIcon } from "@phosphor-icons/react/ssr";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";

export type SheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the foot, the primary one last. */
  footer?: ReactNode;
  side?: "right" | "below";
  children: ReactNode;
};

/** Where things are edited: 480 px at the right, the whole screen on a phone. */
export function Sheet(props: SheetProps) {
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content
          className={cx("sheet", props.side === "below" && "from-below")}
          {...(props.description ? {} : { "aria-describedby": undefined })}
        >
          <header>
            <span className="grow">
              <Dialog.Title className="h">{props.title}</Dialog.Title>
              {props.description ? (
                <Dialog.Description className="xs t3">{props.description}</Dialog.Description>
              ) : null}
            </span>
            <Dialog.Close asChild>
              <Button variant="quiet" iconOnly aria-label="Close" icon={<XIcon className="i" />} />
            </Dialog.Close>
          </header>
          <div className="body">{props.children}</div>
          {props.footer ? <footer>{props.footer}</footer> : null}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
