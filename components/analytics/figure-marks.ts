import type { Pictures } from "@/components/analytics/load-pictures";
import { boxMark } from "@/components/analytics/paint-box";
import type { Mark } from "@/components/analytics/paint-mark";
import { shapeMark } from "@/components/analytics/paint-shape";
import { textMarks } from "@/components/analytics/paint-text";

/** Controls, what is folded away or hovers, and words for screen readers are no part of a picture. */
const UNDRAWN = "details, .btn, .seg, .sr, .tip, [data-undrawn]";
const NO_SHAPE = ["defs", "title", "desc", "pattern", "clipPath", "mask"];

/** What an element shows now, from back to front, in the coordinates of the window. */
export function collectMarks(element: Element, pictures: Pictures, opacity = 1): Mark[] {
  const style = getComputedStyle(element);
  const isShown = style.display !== "none" && style.visibility !== "hidden";
  if (!isShown || element.matches(UNDRAWN) || NO_SHAPE.includes(element.tagName)) return [];
  const own = opacity * Number(style.opacity);
  if (own === 0) return [];
  const isSvg = element instanceof SVGElement && element.tagName !== "foreignObject";
  const mark = isSvg ? shapeMark(element, style, own) : boxMark(element, style, own, pictures);
  const inside = [...element.childNodes].flatMap((child) => {
    if (child instanceof Element) return collectMarks(child, pictures, own);
    return child instanceof Text && !isSvg ? textMarks(child, element, style, own) : [];
  });
  return [...(mark ? [mark] : []), ...inside];
}
