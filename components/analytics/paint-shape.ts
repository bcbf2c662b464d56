import { fontOf, isClear, type Mark } from "@/components/analytics/paint-mark";
import { fitWords } from "@/components/analytics/paint-text";

/** One shape or text of an SVG; null for what only groups others. */
export function shapeMark(
  element: SVGElement,
  style: CSSStyleDeclaration,
  opacity: number,
): Mark | null {
  const draw =
    element instanceof SVGTextElement ? textPen(element, style) : pathPen(toPath(element), style);
  if (!draw || !(element instanceof SVGGraphicsElement)) return null;
  const matrix = element.getScreenCTM();
  if (!matrix) return null;
  const { a, b, c, d, e, f } = matrix;
  return {
    box: element.getBoundingClientRect(),
    paint: (pen) => {
      pen.transform(a, b, c, d, e, f);
      pen.strokeStyle = style.stroke;
      pen.fillStyle = style.fill;
      pen.lineWidth = Number.parseFloat(style.strokeWidth) || 1;
      pen.lineJoin = style.strokeLinejoin as CanvasLineJoin;
      pen.lineCap = style.strokeLinecap as CanvasLineCap;
      pen.setLineDash(dashesOf(style));
      draw(pen, opacity);
    },
  };
}

type Draw = (pen: CanvasRenderingContext2D, opacity: number) => void;

const dashesOf = ({ strokeDasharray }: CSSStyleDeclaration) =>
  strokeDasharray === "none" ? [] : strokeDasharray.split(/[\s,]+/).map(Number.parseFloat);

const strokeAlpha = (style: CSSStyleDeclaration) => Number(style.strokeOpacity);
const fillAlpha = (style: CSSStyleDeclaration) => Number(style.fillOpacity);

function pathPen(path: Path2D | null, style: CSSStyleDeclaration): Draw | null {
  if (!path) return null;
  return (pen, opacity) => {
    pen.globalAlpha = opacity * fillAlpha(style);
    if (!isClear(style.fill)) pen.fill(path);
    pen.globalAlpha = opacity * strokeAlpha(style);
    if (!isClear(style.stroke)) pen.stroke(path);
  };
}

function textPen(element: SVGTextElement, style: CSSStyleDeclaration): Draw | null {
  if (element.getNumberOfChars() === 0) return null;
  const words = element.textContent;
  const { x, y } = element.getStartPositionOfChar(0);
  const font = fontOf(style);
  const width = element.getComputedTextLength();
  return (pen, opacity) => {
    pen.font = font;
    fitWords(pen, words, width);
    pen.globalAlpha = opacity;
    if (!isClear(style.stroke)) pen.strokeText(words, x, y);
    if (!isClear(style.fill)) pen.fillText(words, x, y);
  };
}

function toPath(element: SVGElement): Path2D | null {
  const path = new Path2D();
  const size = (name: string) => Number.parseFloat(element.getAttribute(name) ?? "0");
  switch (element.tagName) {
    case "path":
      return new Path2D(element.getAttribute("d") ?? "");
    case "line":
      path.moveTo(size("x1"), size("y1"));
      path.lineTo(size("x2"), size("y2"));
      return path;
    case "rect":
      addRect(path, element as SVGRectElement);
      return path;
    case "circle":
      path.arc(size("cx"), size("cy"), size("r"), 0, Math.PI * 2);
      return path;
    default:
      return null;
  }
}

function addRect(path: Path2D, { x, y, width, height, rx }: SVGRectElement): void {
  const [left, top, across, down, round] = [x, y, width, height, rx].map(
    ({ baseVal }) => baseVal.value,
  );
  path.roundRect(left ?? 0, top ?? 0, across ?? 0, down ?? 0, round ?? 0);
}
