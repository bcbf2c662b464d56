import { fontOf, type Mark } from "@/components/analytics/paint-mark";

interface Piece {
  words: string;
  box: DOMRect;
}

/** Word by word, each where the page has put it, so that lines break and columns align alike. */
export function textMarks(
  node: Text,
  parent: Element,
  style: CSSStyleDeclaration,
  opacity: number,
): Mark[] {
  const frame = style.overflowX === "hidden" ? parent.getBoundingClientRect() : null;
  return [...node.data.matchAll(/\S+/g)]
    .flatMap(({ 0: word, index }) => piecesOf(node, word, index))
    .filter(({ box }) => box.width > 0 && (!frame || box.top < frame.bottom - 1))
    .map((piece) => pieceMark(piece, frame, style, opacity));
}

/** A word that is longer than its line stands on several. */
function piecesOf(node: Text, word: string, start: number): Piece[] {
  const whole = rangeOf(node, start, word.length);
  if (whole.getClientRects().length <= 1) {
    return [{ words: word, box: whole.getBoundingClientRect() }];
  }
  const pieces: { from: number; length: number; top: number }[] = [];
  for (let at = start; at < start + word.length; at += 1) {
    const { top } = rangeOf(node, at, 1).getBoundingClientRect();
    const last = pieces.at(-1);
    if (last && Math.abs(last.top - top) < 1) last.length += 1;
    else pieces.push({ from: at, length: 1, top });
  }
  return pieces.map(({ from, length }) => ({
    words: node.data.slice(from, from + length),
    box: rangeOf(node, from, length).getBoundingClientRect(),
  }));
}

function rangeOf(node: Text, start: number, length: number): Range {
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, start + length);
  return range;
}

function pieceMark(
  { words, box }: Piece,
  frame: DOMRect | null,
  style: CSSStyleDeclaration,
  opacity: number,
): Mark {
  const font = fontOf(style);
  return {
    box: frame ?? box,
    paint: (pen) => {
      if (frame) clipTo(pen, frame);
      pen.globalAlpha = opacity;
      pen.font = font;
      pen.fillStyle = style.color;
      const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } =
        pen.measureText(words);
      fitWords(pen, words, box.width);
      pen.fillText(words, box.left, box.top + (box.height - above - below) / 2 + above);
    },
  };
}

function clipTo(pen: CanvasRenderingContext2D, { left, top, width, height }: DOMRect) {
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
}

/** A canvas knows no tabular figures and no widths of a font: the page's own width stands for both. */
export function fitWords(pen: CanvasRenderingContext2D, words: string, width: number) {
  const apart = (width - pen.measureText(words).width) / words.length;
  pen.letterSpacing = `${apart.toFixed(3)}px`;
}
