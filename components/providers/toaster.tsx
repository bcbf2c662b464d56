"use client";

import { Toaster as Tray } from "sonner";

/** The place of toasts: bottom left of the page, clear of the sidebar and the phone bar. `ui/toast` fills it. */
export function Toaster() {
  return (
    <Tray
      position="bottom-left"
      offset={{ bottom: 20, left: 232 }}
      mobileOffset={{ bottom: 76, left: 12, right: 12 }}
      visibleToasts={4}
      gap={10}
      containerAriaLabel="Messages"
    />
  );
}
