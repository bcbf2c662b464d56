import { isCode } from "@/lib/domain/short-links";

/** What can be filled into a template, and what it stands for in words. */
export const TAG_FIELDS = {
  platform: "the platform",
  campaign: "the campaign’s name",
  variant: "the variant’s letter",
  account: "the account’s handle",
} as const;
export type TagField = keyof typeof TAG_FIELDS;

export type TagValues = Record<TagField, string>;

export const DEFAULT_TEMPLATE =
  "utm_source={platform}&utm_medium=social&utm_campaign={campaign}&utm_content={variant}";

/** What the short link adds, so that a page can tell which one its visitor came by. */
export const CODE_PARAMETER = "bw";

const MOST_TAGS = 12;
const LONGEST_TAG = 80;
const FIELD = /\{([^{}]*)\}/g;

/** What is wrong with a template, in a sentence; null where nothing is. */
export function checkTemplate(template: string): string | null {
  const tags = [...new URLSearchParams(template)];
  if (tags.length > MOST_TAGS) return `Use at most ${MOST_TAGS} tags.`;
  for (const [name, value] of tags) {
    if (!/^[\w.-]{1,40}$/.test(name)) {
      return "Write tags as name=value, joined by &. A name holds letters, digits and underscores.";
    }
    if (name === CODE_PARAMETER) return `“${name}” is added by itself. Leave it out.`;
    const unknown = [...value.matchAll(FIELD)].find(([, field = ""]) => !(field in TAG_FIELDS));
    const known = Object.keys(TAG_FIELDS).map((field) => `{${field}}`);
    if (unknown) return `${unknown[0]} stands for nothing. Use ${known.join(", ")}.`;
  }
  return null;
}

/**
 * Where a short link leads: the address with its tags and its code. What the address says already
 * stays as it is, letter by letter; a tag without a value is left out. Another link's code goes:
 * somebody copied the address they arrived at, and what happens now is this link's.
 */
export function toTarget(
  url: string,
  { template, values, code }: { template: string; values: TagValues; code: string },
): string {
  const target = new URL(url);
  if (target.searchParams.has(CODE_PARAMETER)) target.search = withoutCodes(target.search);
  const added = new URLSearchParams();
  for (const [name, pattern] of new URLSearchParams(template)) {
    const value = pattern.replace(FIELD, (_, field: TagField) => values[field] ?? "");
    if (value !== "" && !target.searchParams.has(name)) added.append(name, value);
  }
  if (!target.searchParams.has(CODE_PARAMETER)) added.append(CODE_PARAMETER, code);
  const own = target.search.replace(/&$/, "");
  if (added.size > 0) target.search = own ? `${own}&${added}` : `${added}`;
  return target.href;
}

/** As text: a query that is parsed and written again may not be the same, and some are signed. */
function withoutCodes(search: string): string {
  const isOthers = (part: string) => isCode(new URLSearchParams(part).get(CODE_PARAMETER) ?? "");
  const parts = search.slice(1).split("&");
  return parts.some(isOthers) ? parts.filter((part) => !isOthers(part)).join("&") : search;
}

/** A name as it stands in addresses: "Autumn launch, week 2" is "autumn-launch-week-2". */
export function toTag(name: string): string {
  const words =
    name
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return Array.from(words.join("-")).slice(0, LONGEST_TAG).join("");
}
