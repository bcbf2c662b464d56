import { type FigureRows, toCsv } from "@/components/analytics/figure-rows";
import { loadPictures } from "@/components/analytics/load-pictures";
import { type PictureHead, paintFigure } from "@/components/analytics/paint-figure";

/** The file is named without its ending. */
export async function savePicture(target: HTMLElement, head: PictureHead, fileName: string) {
  await document.fonts.ready;
  const canvas = paintFigure(target, head, await loadPictures(target));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The picture is too large to save.");
  save(blob, `${fileName}.png`);
}

export const saveRows = (rows: FigureRows, fileName: string) =>
  save(new Blob([toCsv(rows)], { type: "text/csv;charset=utf-8" }), `${fileName}.csv`);

function save(blob: Blob, fileName: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  // Not at once: some browsers read it only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
