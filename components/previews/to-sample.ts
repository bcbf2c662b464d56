import { STANDS_FOR, toVariableText } from "@/lib/domain/template-body";

/** As a reader sees a variable: with the text, and somebody's name. */
export const toSample = (value: string, text: string): string =>
  toVariableText(value.replaceAll(STANDS_FOR.name, "‹name›"), text);
