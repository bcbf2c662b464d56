"use client";

import {
  BookmarkSimpleIcon,
  ChatCircleIcon,
  HeartIcon,
  PaperPlaneTiltIcon,
  ShareFatIcon,
} from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";
import { MediaGap, PreviewMedia } from "@/components/previews/preview-media";
import {
  PreviewChoices,
  type PreviewProps,
  PreviewText,
} from "@/components/previews/preview-parts";
import { toSample } from "@/components/previews/to-sample";
import { initialsOf } from "@/components/ui/face";
import { PlatformMark } from "@/components/ui/platform-mark";
import { readTemplate } from "@/lib/domain/check-template";
import { fillBody } from "@/lib/domain/template-body";
import { splitParts } from "@/lib/domain/text-parts";
import { catalog } from "@/lib/platforms/catalog";
import type { PlatformEntry } from "@/lib/platforms/entry";
import { findFormat, rulesOf } from "@/lib/platforms/find-format";

const PREVIEWS: Record<PlatformEntry["preview"], (props: PreviewProps) => ReactNode> = {
  post: ShortPost,
  video: VideoPost,
  article: Article,
  photo: PhotoPost,
  message: Message,
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

/** Like, comment, share: what posts have on every platform. */
const NEUTRAL = [HeartIcon, ChatCircleIcon, ShareFatIcon];

function Foot({ icons }: { icons: (typeof HeartIcon)[] }) {
  return (
    <div className="pv-foot" aria-hidden="true">
      {icons.map((Mark) => (
        <Mark key={Mark.displayName ?? Mark.name} className="i" />
      ))}
    </div>
  );
}

/** Several parts are as many posts under each other; files go with the first. */
function ShortPost(props: PreviewProps) {
  const { variant } = props;
  const { parts } = findFormat(catalog[variant.platform], variant.format);
  const cut = parts ? splitParts(variant.text) : [];
  const texts = cut.length > 0 ? cut : [variant.text];
  const posts = texts.map((text, place) => ({ key: `part-${place}`, text, first: place === 0 }));
  return posts.map(({ key, text, first }) => (
    <div key={key} style={first ? undefined : { borderTop: "1px solid var(--line-soft)" }}>
      <Head {...props} />
      <PreviewText variant={variant} text={text} />
      {first ? (
        <>
          <PreviewChoices choices={variant.options.choices} />
          <PreviewMedia media={variant.media} />
        </>
      ) : null}
      <Foot icons={NEUTRAL} />
    </div>
  ));
}

/** An image beside the video is its thumbnail: the player shows the video's own picture. */
function VideoPost(props: PreviewProps) {
  const { variant } = props;
  const { title, format } = rulesOf(catalog[variant.platform], variant.format);
  const files = variant.media.filter(({ gone }) => !gone);
  const video = files.find(({ kind }) => kind === "video");
  const shown = video ? [video] : format.media.kinds.includes("video") ? [] : files;
  return (
    <>
      {shown.length > 0 ? <PreviewMedia media={shown} /> : <Gap variant={variant} />}
      {title ? <Title {...props} /> : null}
      <Head {...props} />
      <PreviewText variant={variant} />
      <Foot icons={NEUTRAL} />
    </>
  );
}

function Gap({ variant: { platform, format } }: Pick<PreviewProps, "variant">) {
  const isVideo = findFormat(catalog[platform], format).media.kinds[0] === "video";
  return (
    <MediaGap kind={isVideo ? "video" : "image"}>
      {isVideo ? "No video yet" : "No image yet"}
    </MediaGap>
  );
}

function Title({ variant }: PreviewProps) {
  return (
    <p className="b" style={{ padding: "10px 11px 0", overflowWrap: "anywhere" }}>
      {variant.title ?? <span className="t3">No title yet</span>}
    </p>
  );
}

function Article(props: PreviewProps) {
  const { variant } = props;
  return (
    <>
      <PreviewMedia media={variant.media} />
      <p className="finding" style={{ padding: "12px 11px 0", overflowWrap: "anywhere" }}>
        {variant.title ?? <span className="t3">No title yet</span>}
      </p>
      <Head {...props} />
      <PreviewText variant={variant} />
    </>
  );
}

function PhotoPost(props: PreviewProps) {
  const { variant } = props;
  const isVideo = findFormat(catalog[variant.platform], variant.format).media.kinds[0] === "video";
  return (
    <>
      <Head {...props} />
      {variant.media.some(({ gone }) => !gone) ? (
        <PreviewMedia media={variant.media} ratio={isVideo ? "9 / 16" : "1 / 1"} />
      ) : (
        <Gap variant={variant} />
      )}
      <Foot icons={[HeartIcon, ChatCircleIcon, PaperPlaneTiltIcon, BookmarkSimpleIcon]} />
      <PreviewText variant={variant} />
    </>
  );
}

function Message(props: PreviewProps) {
  const { variant } = props;
  return (
    <>
      <Head {...props} />
      <div style={{ padding: "0 11px 12px" }}>
        <div
          style={{
            maxWidth: "88%",
            overflow: "hidden",
            borderRadius: "var(--r-1) var(--r-3) var(--r-3) var(--r-3)",
            background: "var(--sunken)",
            paddingTop: variant.media.length > 0 ? 0 : 9,
          }}
        >
          <PreviewMedia media={variant.media} />
          {variant.media.length > 0 ? <div style={{ height: 9 }} /> : null}
          <PreviewText variant={variant} text={toMessage(variant)} />
        </div>
      </div>
    </>
  );
}

/** A template as it will be read, where the variant has one; else the text alone. */
function toMessage({ platform, format, options, text }: PreviewProps["variant"]): string {
  const picked = readTemplate(rulesOf(catalog[platform], format), options);
  if (!picked?.body) return text;
  return fillBody(
    picked.body,
    picked.values.map((value) => toSample(value, text)),
  );
}
