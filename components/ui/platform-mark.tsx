import {
  ArticleIcon,
  ButterflyIcon,
  FacebookLogoIcon,
  GlobeSimpleIcon,
  InstagramLogoIcon,
  LinkedinLogoIcon,
  TiktokLogoIcon,
  WhatsappLogoIcon,
  XLogoIcon,
  YoutubeLogoIcon,
} from "@phosphor-icons/react/ssr";
import type { ComponentType, CSSProperties } from "react";
import { cx } from "@/components/ui/class-names";
import { catalog } from "@/lib/platforms/catalog";

type Glyph = ComponentType<{ className?: string; "aria-hidden"?: "true" }>;

/** By the glyph's name in the catalog. */
const GLYPHS: Record<string, Glyph> = {
  article: ArticleIcon,
  butterfly: ButterflyIcon,
  facebook: FacebookLogoIcon,
  instagram: InstagramLogoIcon,
  linkedin: LinkedinLogoIcon,
  tiktok: TiktokLogoIcon,
  whatsapp: WhatsappLogoIcon,
  wordpress: PressGlyph,
  x: XLogoIcon,
  youtube: YoutubeLogoIcon,
};

export type PlatformMarkProps = {
  platform: string;
  /** The platform's name. Leave out where the name stands beside the mark. */
  label?: string;
  large?: boolean;
};

/** An outline glyph in our one ink on a tinted tile; no brand colours. */
export function PlatformMark({ platform, label, large }: PlatformMarkProps) {
  const style = { "--p": `var(--platform-${platform}, var(--sunken))` } as CSSProperties;
  const naming = label
    ? { role: "img", "aria-label": label, title: label }
    : { "aria-hidden": true };
  const entry = Object.values(catalog).find((each) => each.platform === platform);
  const Mark = GLYPHS[entry?.glyph ?? ""] ?? GlobeSimpleIcon;
  return (
    <span className={cx("pf", large && "l")} style={style} {...naming}>
      <Mark className="i" aria-hidden="true" />
    </span>
  );
}

function PressGlyph({ className }: { className?: string }) {
  return (
    <svg className={className} viewBox="0 0 256 256" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="16">
        <circle cx="128" cy="128" r="96" />
        <path
          d="M68 92l34 88 26-70 26 70 34-88"
          strokeWidth="17"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </g>
    </svg>
  );
}
