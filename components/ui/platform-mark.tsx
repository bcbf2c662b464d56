import type { Icon } from "@phosphor-icons/react";
import {
  ArticleIcon,
  FacebookLogoIcon,
  GlobeSimpleIcon,
  InstagramLogoIcon,
  LinkedinLogoIcon,
  TiktokLogoIcon,
  WhatsappLogoIcon,
  XLogoIcon,
  YoutubeLogoIcon,
} from "@phosphor-icons/react/ssr";
import type { CSSProperties } from "react";
import { cx } from "@/components/ui/class-names";

const GLYPHS: Record<string, Icon> = {
  facebook: FacebookLogoIcon,
  instagram: InstagramLogoIcon,
  whatsapp: WhatsappLogoIcon,
  x: XLogoIcon,
  youtube: YoutubeLogoIcon,
  tiktok: TiktokLogoIcon,
  linkedin: LinkedinLogoIcon,
  blog: ArticleIcon,
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
  return (
    <span className={cx("pf", large && "l")} style={style} {...naming}>
      <Glyph platform={platform} />
    </span>
  );
}

function Glyph({ platform }: { platform: string }) {
  if (platform === "wordpress") return <PressGlyph />;
  const Mark = GLYPHS[platform] ?? GlobeSimpleIcon;
  return <Mark className="i" aria-hidden="true" />;
}

function PressGlyph() {
  return (
    <svg className="i" viewBox="0 0 256 256" aria-hidden="true">
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
