import { addressOf, type Pictures } from "@/components/analytics/load-pictures";
import { isClear, type Mark } from "@/components/analytics/paint-mark";

const hatchStep = 5;

/** The ground of an element with its edge or lower line; null where it shows nothing. */
export function boxMark(
  element: Element,
  style: CSSStyleDeclaration,
  opacity: number,
  pictures: Pictures,
): Mark | null {
  const box = element.getBoundingClientRect();
  const isFilled = !isClear(style.backgroundColor);
  const isHatched = style.backgroundImage.startsWith("repeating-linear-gradient");
  const picture = pictures.get(addressOf(style) ?? "");
  const line = Number.parseFloat(style.borderBottomWidth);
  if (box.width < 1 || box.height < 1 || !(isFilled || isHatched || line > 0)) return null;
  const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
  return {
    box,
    paint: (pen) => {
      pen.globalAlpha = opacity;
      pen.beginPath();
      pen.roundRect(box.left, box.top, box.width, box.height, radius);
      pen.fillStyle = style.backgroundColor;
      if (isFilled) pen.fill();
      if (picture) drawCover(pen, box, picture);
      if (isHatched) hatch(pen, box, getComputedStyle(element).getPropertyValue("--hatch"));
      drawLine(pen, box, style, radius);
    },
  };
}

/** As large as fills the box, and cut where it is larger; the path that was just drawn is its frame. */
function drawCover(pen: CanvasRenderingContext2D, box: DOMRect, picture: HTMLImageElement) {
  const { naturalWidth, naturalHeight } = picture;
  const scale = Math.max(box.width / naturalWidth, box.height / naturalHeight);
  const [width, height] = [box.width / scale, box.height / scale];
  const [left, top] = [(naturalWidth - width) / 2, (naturalHeight - height) / 2];
  pen.save();
  pen.clip();
  pen.drawImage(picture, left, top, width, height, box.left, box.top, box.width, box.height);
  pen.restore();
}

/** All around, or below alone as tables have it. */
function drawLine(
  pen: CanvasRenderingContext2D,
  box: DOMRect,
  style: CSSStyleDeclaration,
  radius: number,
) {
  const [above, below] = [style.borderTopWidth, style.borderBottomWidth].map(Number.parseFloat);
  if (!below) return;
  pen.fillStyle = style.borderBottomColor;
  if (!above) {
    pen.fillRect(box.left, box.bottom - below, box.width, below);
    return;
  }
  pen.strokeStyle = style.borderBottomColor;
  pen.lineWidth = below;
  pen.beginPath();
  const { left, top, width, height } = box;
  pen.roundRect(left + below / 2, top + below / 2, width - below, height - below, radius);
  pen.stroke();
}

/** Inside of the path that was just drawn. */
function hatch(pen: CanvasRenderingContext2D, box: DOMRect, colour: string) {
  pen.save();
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let x = box.left - box.height; x < box.right; x += hatchStep * Math.SQRT2) {
    pen.moveTo(x, box.bottom);
    pen.lineTo(x + box.height, box.top);
  }
  pen.stroke();
  pen.restore();
}
