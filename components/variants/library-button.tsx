"use client";

import { ImagesIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { LibrarySheet, type LibrarySheetProps } from "@/components/variants/library-sheet";

type LibraryButtonProps = Omit<LibrarySheetProps, "onClose"> & { disabled?: boolean };

export function LibraryButton({ disabled, ...sheet }: LibraryButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        icon={<ImagesIcon className="i" aria-hidden="true" />}
        disabled={disabled}
        onClick={() => setOpen(true)}
      >
        Choose from the library
      </Button>
      {open ? <LibrarySheet {...sheet} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
