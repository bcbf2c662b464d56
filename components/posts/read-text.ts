import type { PostDetail } from "@/lib/contracts/posts";
import { readTemplate } from "@/lib/domain/check-template";
import { fillBody, STANDS_FOR, toVariableText } from "@/lib/domain/template-body";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";

type Written = Pick<PostDetail, "platform" | "format" | "options" | "text">;

/** The text as it is read: the filled template where one was picked, with anybody's name. */
export function toReadText({ platform, format, options, text }: Written): string | null {
  const picked = format ? readTemplate(rulesOf(catalog[platform], format), options) : null;
  if (!picked?.body) return text;
  const words = picked.values.map((value) =>
    toVariableText(value.replaceAll(STANDS_FOR.name, "‹name›"), text ?? ""),
  );
  return fillBody(picked.body, words);
}
