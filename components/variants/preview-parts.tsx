"use client";

import { ImageIcon, PlayCircleIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { splitText } from "@/components/variants/split-text";
import type { VariantView } from "@/lib/contracts/campaigns";

const MORE_AFTER = 360;

export interface PreviewProps {
  variant: VariantView;
  name: string;
  handle: string | null;
}

/** The text with what is too much marked where it is; long texts open on demand. */
export function PreviewText({ variant }: { variant: VariantView }) {
  const [open, setOpen] = useState(false);
  const { fits, over } = splitText(variant.platform, variant.text, variant.maxLength);
  const isLong = over === "" && Array.from(fits).length > MORE_AFTER * 1.2;
  const shown = isLong && !open ? Array.from(fits).slice(0, MORE_AFTER).join("").trimEnd() : fits;
  return (
    <div className="pv-t" style={{ overflowWrap: "anywhere" }}>
      {shown}
      {over ? <span className="over-text">{over}</span> : null}
      {isLong ? (
        <>
          {open ? " " : "… "}
          <button
            type="button"
            className="more"
            style={{ border: 0, background: "none", padding: 0, minHeight: 24 }}
            onClick={() => setOpen(!open)}
            aria-expanded={open}
          >
            {open ? "less" : "more"}
          </button>
        </>
      ) : null}
    </div>
  );
}

export function PreviewMedia({
  variant,
  ratio = "16 / 9",
}: {
  variant: VariantView;
  ratio?: string;
}) {
  const { media } = variant;
  const frame = {
    display: "block",
    width: "100%",
    aspectRatio: ratio,
    objectFit: "cover",
  } as const;
  if (!media) return null;
  if (media.kind === "video") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a person's own clip; captions are the platform's
      <video
        src={media.url}
        controls
        preload="metadata"
        style={{ ...frame, background: "var(--ink)" }}
      />
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: behind the session, which the optimiser has not
    <img src={media.url} alt={variant.altText ?? ""} style={frame} />
  );
}

/** Where a platform's post begins with a picture that is not there yet. */
export function MediaGap({ kind, children }: { kind: "image" | "video"; children: string }) {
  const Mark = kind === "video" ? PlayCircleIcon : ImageIcon;
  return (
    <div
      className="t3 xs"
      style={{
        aspectRatio: "16 / 9",
        display: "grid",
        placeContent: "center",
        justifyItems: "center",
        gap: 4,
        background: "var(--sunken)",
      }}
    >
      <Mark style={{ width: 28, height: 28, fill: "currentColor" }} aria-hidden="true" />
      {children}
    </div>
  );
}
