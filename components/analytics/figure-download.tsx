"use client";

import { DownloadSimpleIcon } from "@phosphor-icons/react/ssr";
import type { RefObject } from "react";
import { type FigureRows, toFileName } from "@/components/analytics/figure-rows";
import { savePicture, saveRows } from "@/components/analytics/save-figure";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { formatInZone } from "@/components/ui/zoned-format";

type FigureDownloadProps = {
  /** Names the files and stands above the picture: "Views by day". */
  name: string;
  rows: FigureRows;
  /** What is drawn: the element around a Figure. Its buttons and folded table are left out. */
  target: RefObject<HTMLElement | null>;
};

/** Saves a figure as a picture, or its rows as a CSV. Goes into a Figure's `aside`. */
export function FigureDownload({ name, rows, target }: FigureDownloadProps) {
  const zone = useZone();
  const picture = () => {
    const now = new Date();
    const date = `${formatInZone(now, zone, "date")}, ${formatInZone(now, zone, "time")} ${zone}`;
    if (!target.current) return;
    savePicture(target.current, { name, date }, toFileName(name, now, zone)).catch(
      (error: unknown) =>
        toast.error("The picture was not saved", {
          detail: error instanceof Error ? error.message : undefined,
        }),
    );
  };
  return (
    <Menu
      trigger={
        <Button
          size="sm"
          variant="quiet"
          iconOnly
          icon={<DownloadSimpleIcon className="i" />}
          aria-label={`Download: ${name}`}
          title="Download this figure"
        />
      }
      items={[
        { label: "Picture (PNG)", onSelect: picture },
        {
          label: "Rows (CSV)",
          onSelect: () => saveRows(rows, toFileName(name, new Date(), zone)),
        },
      ]}
    />
  );
}
