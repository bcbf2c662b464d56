import { collectMarks } from "@/components/analytics/figure-marks";
import type { Pictures } from "@/components/analytics/load-pictures";

export interface PictureHead {
  name: string;
  /** When it was taken. */
  date: string;
}

const scale = 2;
const margin = 24;
const headHeight = 34;
const narrowest = 320;

/**
 * What an element shows now, drawn on a canvas with the page's own fonts and colours: nothing of
 * another origin is in it, so that it can be saved in every browser.
 */
export function paintFigure(
  target: HTMLElement,
  head: PictureHead,
  pictures: Pictures,
): HTMLCanvasElement {
  const marks = collectMarks(target, pictures);
  const frame = target.getBoundingClientRect();
  const right = Math.max(frame.left + narrowest, ...marks.map(({ box }) => box.right));
  const bottom = Math.max(frame.top, ...marks.map(({ box }) => box.bottom));
  const width = right - frame.left + margin * 2;
  const height = bottom - frame.top + margin * 2 + headHeight;
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser cannot draw pictures.");
  pen.scale(scale, scale);
  paintHead(pen, head, { width, height });
  pen.translate(margin - frame.left, margin + headHeight - frame.top);
  for (const mark of marks) {
    pen.save();
    mark.paint(pen);
    pen.restore();
  }
  return canvas;
}

function paintHead(
  pen: CanvasRenderingContext2D,
  { name, date }: PictureHead,
  { width, height }: { width: number; height: number },
) {
  const root = getComputedStyle(document.documentElement);
  const token = (word: string) => root.getPropertyValue(word);
  const sans = token("--font-sans");
  pen.fillStyle = token("--surface");
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = token("--ink");
  pen.font = `600 13px ${sans}`;
  pen.fillText(name, margin, margin + 10);
  const taken = pen.measureText(name).width;
  pen.fillStyle = token("--ink-3");
  pen.font = `400 12px ${sans}`;
  const isBeside = margin * 2 + taken + pen.measureText(date).width + 16 <= width;
  pen.fillText(date, isBeside ? margin + taken + 12 : margin, margin + (isBeside ? 10 : 26));
}
