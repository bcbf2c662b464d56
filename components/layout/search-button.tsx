"use client";

import { MagnifyingGlassIcon } from "@phosphor-icons/react/ssr";
import { usePalette } from "@/components/layout/palette-state";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";

export function SearchButton() {
  const { setOpen } = usePalette();
  const open = () => setOpen(true);
  const glass = <MagnifyingGlassIcon className="i" aria-hidden="true" />;
  return (
    <>
      <Button className="search d-only" icon={glass} onClick={open}>
        Search <Kbd>Ctrl K</Kbd>
      </Button>
      <span className="m-only">
        <Button variant="quiet" iconOnly aria-label="Search" icon={glass} onClick={open} />
      </span>
    </>
  );
}
