"use client";

import { FileArrowDownIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { ReportsSheet } from "@/components/reports/reports-sheet";
import { Button } from "@/components/ui/button";
import type { ResultsQuery } from "@/lib/contracts/analytics";

export type ReportsButtonProps = {
  /** What the page shows: reports are made of the same. */
  query: ResultsQuery;
  /** May make links and schedules; others download and print. */
  canShare?: boolean;
};

/** Downloads, a page to print, links to share and reports that come by mail. */
export function ReportsButton({ query, canShare = false }: ReportsButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<FileArrowDownIcon className="i" />} onClick={() => setOpen(true)}>
        Reports
      </Button>
      {open ? (
        <ReportsSheet query={query} canShare={canShare} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
