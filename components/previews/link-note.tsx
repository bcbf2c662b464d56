"use client";

import { LinkSimpleIcon } from "@phosphor-icons/react/ssr";
import { useLinkSettings } from "@/components/previews/use-link-settings";
import { checkText } from "@/lib/domain/check-text";
import { CODE_LENGTH, findLinks, renderLinks, toShortUrl } from "@/lib/domain/short-links";
import { textLength } from "@/lib/domain/text-length";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";

type LinkNoteProps = {
  /** Null: of a post without a campaign. */
  campaignId: string | null;
  platform: Platform;
  format: string | null;
  text: string;
  /** Not within a card, which has its own edges. */
  flush?: boolean;
};

/** How the links of a text will go out, and how long it is with them. Nothing where they go as written. */
export function LinkNote(props: LinkNoteProps) {
  const has = findLinks(catalog[props.platform], props.text).length > 0;
  return has ? <Note {...props} /> : null;
}

function Note({ campaignId, platform, format, text, flush }: LinkNoteProps) {
  const { data } = useLinkSettings(campaignId);
  if (!data?.isOn) return null;
  const entry = catalog[platform];
  const short = toShortUrl(data.appUrl, SAMPLE);
  const spans = findLinks(entry, text);
  const rendered = renderLinks(
    text,
    spans.map((span) => ({ ...span, short })),
  );
  const { length, max } = textLength(platform, rendered, format);
  const rules = rulesOf(entry, format);
  const fits = checkText(entry, rules, rendered).length <= checkText(entry, rules, text).length;
  const many = spans.length > 1;
  return (
    <p
      className="row xs t2"
      style={{ padding: flush ? 0 : "10px 12px 0", alignItems: "flex-start" }}
    >
      <LinkSimpleIcon className="i t3" aria-hidden="true" />
      <span style={{ overflowWrap: "anywhere" }}>
        {fits
          ? `${many ? `${spans.length} links go` : "The link goes"} out as ${shown(data.appUrl)}: ${length.toLocaleString("en-GB")} of ${max.toLocaleString("en-GB")} characters.`
          : `With ${many ? "short links" : "its short link"} the text would be too long, so ${many ? "they go" : "it goes"} out as written and ${many ? "are" : "is"} not counted.`}
        {data.unreachable
          ? ` On real accounts ${many ? "they go" : "it goes"} out as written: ${data.unreachable}.`
          : ""}
      </span>
    </p>
  );
}

/** As long as any code. */
const SAMPLE = "0".repeat(CODE_LENGTH);

const shown = (appUrl: string) => toShortUrl(appUrl, "…").replace(/^https?:\/\//, "");
