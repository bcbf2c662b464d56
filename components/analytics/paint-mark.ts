export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** One thing to draw, and where it lies in the window. */
export interface Mark {
  box: Box;
  paint: (pen: CanvasRenderingContext2D) => void;
}

export const isClear = (colour: string) =>
  colour === "none" || colour === "transparent" || /[,/]\s*0(\.0+)?\)$/.test(colour);

export const fontOf = ({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration) =>
  `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
