"use client";

import { XIcon } from "@phosphor-icons/react/ssr";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { useReturnFocus } from "@/components/ui/use-return-focus";

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

const TABBABLE =
  ".body :is(a[href], button, input, select, textarea):not(:disabled, [type=hidden], [type=file], [tabindex='-1'])";
const FIELD = "input, select, textarea, [role=combobox], [role=checkbox], [role=radio]";

/** Typing can begin at once where the sheet begins with a field; one to read keeps the usual place. */
function focusFirstField(event: Event) {
  const sheet = event.currentTarget;
  const first =
    sheet instanceof HTMLElement ? sheet.querySelector<HTMLElement>(TABBABLE) : undefined;
  if (!first?.matches(FIELD)) return;
  event.preventDefault();
  first.focus();
}

/** Where things are edited: 480 px at the right, the whole screen on a phone. */
export function Sheet(props: SheetProps) {
  const returnFocus = useReturnFocus(props.open);
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content
          className={cx("sheet", props.side === "below" && "from-below")}
          onOpenAutoFocus={focusFirstField}
          onCloseAutoFocus={returnFocus}
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
