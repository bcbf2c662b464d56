import { useState } from "react";

/** Where the focus goes when what `open` shows has closed: to what opened it. */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const [wasOpen, setWasOpen] = useState(false);
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  // Looked up while it opens: a field with autoFocus takes the focus before any effect runs.
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open && typeof document !== "undefined") setOpener(toOpener(document.activeElement));
  }
  return (event) => {
    if (!opener?.isConnected) return;
    event.preventDefault();
    opener.focus();
  };
}

/** An item of a menu goes with its menu; the button that opened the menu stays. */
function toOpener(focused: Element | null): HTMLElement | null {
  const trigger = focused?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  const element = trigger ? document.getElementById(trigger) : focused;
  return element instanceof HTMLElement && element !== document.body ? element : null;
}
