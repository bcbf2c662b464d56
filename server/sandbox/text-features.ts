/** What the made-up audience can notice in a post. Each is between 0 and 1. */
export interface TextFeatures {
  question: number;
  number: number;
  short: number;
  long: number;
  list: number;
  emoji: number;
  hashtags: number;
  callToAction: number;
  address: number;
  link: number;
  image: number;
  video: number;
}

const call =
  /\b(try|book|join|see|read|get|shop|watch|tell|share|save|reply|comment|order|sign up|find out|learn|visit|come|pick|vote|tag|start|pass)\b/i;
const link = /\bhttps?:\/\/\S+/i;

export function readFeatures(title: string | null, text: string, mediaKind: string): TextFeatures {
  const whole = title ? `${title}\n${text}` : text;
  const firstLine = whole.split("\n").find((line) => line.trim() !== "") ?? "";
  const firstSentence = /^[^.!?\n]*[.!?]?/.exec(firstLine)?.[0] ?? firstLine;
  const length = [...text].length;
  const lines = text.split("\n");
  const bullets = lines.filter((line) => /^\s*(?:[-•*–]|\d+[.)])\s/.test(line)).length;
  return {
    question: firstSentence.trimEnd().endsWith("?") ? 1 : whole.includes("?") ? 0.4 : 0,
    number: /\d/.test(firstSentence) ? 1 : /\d/.test(whole) ? 0.4 : 0,
    short: length <= 110 ? 1 : Math.max(0, 1 - (length - 110) / 90),
    long: Math.min(1, Math.max(0, (length - 220) / 400)),
    list: bullets >= 2 ? 1 : lines.length >= 4 ? 0.5 : 0,
    emoji: Math.min(1, (whole.match(/\p{Extended_Pictographic}/gu)?.length ?? 0) / 3),
    hashtags: Math.min(1, (whole.match(/(?:^|\s)#\p{L}/gu)?.length ?? 0) / 4),
    callToAction: call.test(whole.slice(-120)) ? 1 : 0,
    address: /\byou(?:r|rs)?\b/i.test(firstLine) ? 1 : /\byou(?:r|rs)?\b/i.test(whole) ? 0.5 : 0,
    link: link.test(whole) ? 1 : 0,
    image: mediaKind === "image" ? 1 : 0,
    video: mediaKind === "video" ? 1 : 0,
  };
}
