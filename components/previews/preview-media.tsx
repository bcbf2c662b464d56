"use client";

import { FileIcon, ImageIcon, PlayCircleIcon } from "@phosphor-icons/react/ssr";
import type { VariantMediaView } from "@/lib/contracts/campaigns";

const SHOWN_IN_GRID = 4;

/** One file in full width and its own shape; several as a grid, the last tile counting those that are left. */
export function PreviewMedia({
  media,
  ratio = "16 / 9",
}: {
  media: readonly VariantMediaView[];
  /** Of a file that does not tell its own. */
  ratio?: string;
}) {
  const files = media.filter(({ gone }) => !gone);
  const [only] = files;
  if (!only) return null;
  if (files.length === 1) return <PreviewFile file={only} ratio={ratioOf(only) ?? ratio} />;
  const shown = files.slice(0, SHOWN_IN_GRID);
  const more = files.length - shown.length;
  const spansLast = shown.length % 2 === 1;
  return (
    <div style={{ display: "grid", gridTemplateColumns: "1fr 1fr", gap: 2 }}>
      {shown.map((file, place) => {
        const isLast = place === shown.length - 1;
        const wide = isLast && spansLast;
        return (
          <div
            key={file.id}
            style={{ position: "relative", gridColumn: wide ? "span 2" : undefined }}
          >
            <PreviewFile file={file} ratio={wide ? "2 / 1" : "1 / 1"} />
            {isLast && more > 0 ? <MoreFiles count={more} /> : null}
          </div>
        );
      })}
    </div>
  );
}

/** No narrower than a telephone's screen, so that one picture does not push the text away. */
function ratioOf({ width, height }: VariantMediaView): string | null {
  if (!width || !height) return null;
  return width / height < 9 / 16 ? "9 / 16" : `${width} / ${height}`;
}

function MoreFiles({ count }: { count: number }) {
  return (
    <span
      className="b xs"
      style={{
        position: "absolute",
        right: 6,
        bottom: 6,
        padding: "2px 6px",
        borderRadius: "var(--r-1)",
        background: "var(--raised)",
        color: "var(--ink)",
      }}
    >
      {count} more
    </span>
  );
}

function PreviewFile({ file, ratio }: { file: VariantMediaView; ratio: string }) {
  const frame = {
    display: "block",
    width: "100%",
    aspectRatio: ratio,
    objectFit: "cover",
  } as const;
  if (file.kind === "video") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: a person's own clip; captions are the platform's
      <video
        src={file.url}
        controls
        preload="metadata"
        style={{ ...frame, background: "var(--ink)" }}
      />
    );
  }
  if (file.kind === "document") {
    return (
      <p className="row" style={{ padding: "10px 11px", background: "var(--sunken)" }}>
        <FileIcon className="i t3" aria-hidden="true" />
        <span className="cut">{file.fileName}</span>
      </p>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: behind the session, which the optimiser has not
    <img src={file.url} alt={file.altText ?? ""} style={frame} />
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
