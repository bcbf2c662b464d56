"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

type PaletteState = { isOpen: boolean; setOpen: (open: boolean) => void };

const PaletteContext = createContext<PaletteState>({ isOpen: false, setOpen: () => {} });

/** Whether the command palette is open. Ctrl K and ⌘K switch it. */
export function usePalette(): PaletteState {
  return useContext(PaletteContext);
}

export function PaletteProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((open) => !open);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const state = useMemo(() => ({ isOpen, setOpen }), [isOpen]);
  return <PaletteContext value={state}>{children}</PaletteContext>;
}
