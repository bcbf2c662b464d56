import { CheckIcon, FileIcon, FilmSlateIcon, ImageIcon } from "@phosphor-icons/react/ssr";

export type MediaTileProps = {
  kind: "image" | "video" | "document";
  /** A small picture of it; null where there is none. */
  src: string | null;
  name: string;
  /** "3.4 MB, 1200 × 675" */
  facts: string;
  /** In the corner of the picture: how long a video is. */
  badge?: string | undefined;
  chosen?: boolean;
};

const MARKS = { image: ImageIcon, video: FilmSlateIcon, document: FileIcon } as const;

/** A file as a picture with its name. Goes inside a button or link of class "asset". */
export function MediaTile({ kind, src, name, facts, badge, chosen }: MediaTileProps) {
  const Mark = MARKS[kind];
  return (
    <>
      <span className="asset-pic" style={src ? { backgroundImage: `url("${src}")` } : undefined}>
        {src ? null : <Mark className="i" aria-hidden="true" />}
        {badge ? <span className="asset-badge">{badge}</span> : null}
        {chosen ? (
          <span className="asset-mark">
            <CheckIcon className="i" weight="bold" aria-hidden="true" />
          </span>
        ) : null}
      </span>
      <span className="cut" title={name}>
        {name}
      </span>
      <span className="t3 xs cut">{facts}</span>
    </>
  );
}
