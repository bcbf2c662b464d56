"use client";

import { PrinterIcon } from "@phosphor-icons/react/ssr";
import { Button } from "@/components/ui/button";

export function PrintButton() {
  return (
    <Button
      className="report-print"
      icon={<PrinterIcon className="i" />}
      onClick={() => window.print()}
    >
      Print
    </Button>
  );
}
