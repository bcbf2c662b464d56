"use client";

import {
  ChatCircleIcon,
  HeartIcon,
  RepeatIcon,
  ShareFatIcon,
  ThumbsDownIcon,
  ThumbsUpIcon,
} from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";
import { initialsOf } from "@/components/ui/face";
import { PlatformMark } from "@/components/ui/platform-mark";
import {
  MediaGap,
  PreviewMedia,
  type PreviewProps,
  PreviewText,
} from "@/components/variants/preview-parts";
import { catalog, type PlatformEntry } from "@/lib/platforms/catalog";

const PREVIEWS: Record<PlatformEntry["preview"], (props: PreviewProps) => ReactNode> = {
  post: ShortPost,
  video: VideoPost,
  article: Article,
};

/** In the order of the platform, not in its skin. */
export function VariantPreview(props: PreviewProps) {
  const Preview = PREVIEWS[catalog[props.variant.platform].preview];
  return (
    <div className="pv">
      <Preview {...props} />
    </div>
  );
}

function Head({ variant, name, handle }: PreviewProps) {
  return (
    <div className="pv-h">
      <span className="pv-av" aria-hidden="true">
        {initialsOf(name)}
      </span>
      <div className="grow">
        <b className="b cut" style={{ display: "block" }}>
          {name}
        </b>
        <span className="t3 xs">{handle ?? catalog[variant.platform].noun}</span>
      </div>
      <PlatformMark platform={variant.platform} />
    </div>
  );
}

function Foot({ icons }: { icons: (typeof HeartIcon)[] }) {
  return (
    <div className="pv-foot" aria-hidden="true">
      {icons.map((Mark) => (
        <Mark key={Mark.displayName ?? Mark.name} className="i" />
      ))}
    </div>
  );
}

function ShortPost(props: PreviewProps) {
  return (
    <>
      <Head {...props} />
      <PreviewText variant={props.variant} />
      <PreviewMedia variant={props.variant} />
      <Foot icons={[ChatCircleIcon, RepeatIcon, HeartIcon, ShareFatIcon]} />
    </>
  );
}

function VideoPost(props: PreviewProps) {
  const { variant } = props;
  return (
    <>
      {variant.media ? (
        <PreviewMedia variant={variant} />
      ) : (
        <MediaGap kind="video">No video yet</MediaGap>
      )}
      <p className="b" style={{ padding: "10px 11px 0", overflowWrap: "anywhere" }}>
        {variant.title ?? <span className="t3">No title yet</span>}
      </p>
      <Head {...props} />
      <PreviewText variant={variant} />
      <Foot icons={[ThumbsUpIcon, ThumbsDownIcon, ShareFatIcon]} />
    </>
  );
}

function Article(props: PreviewProps) {
  const { variant } = props;
  return (
    <>
      <PreviewMedia variant={variant} />
      <p className="finding" style={{ padding: "12px 11px 0", overflowWrap: "anywhere" }}>
        {variant.title ?? <span className="t3">No title yet</span>}
      </p>
      <Head {...props} />
      <PreviewText variant={variant} />
    </>
  );
}
