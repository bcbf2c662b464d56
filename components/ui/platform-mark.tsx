import type { CSSProperties } from "react";
import { cx } from "@/components/ui/class-names";
import { catalog } from "@/lib/platforms/catalog";

/** A globe, for a platform that the catalog no longer knows. */
const UNKNOWN =
  "M128,24A104,104,0,1,0,232,128,104.11,104.11,0,0,0,128,24Zm87.63,96H175.79C174,83.49,159.94,57.67,148.41,42.4A88.19,88.19,0,0,1,215.63,120ZM96.23,136h63.54c-2.31,41.61-22.23,67.11-31.77,77C118.45,203.1,98.54,177.6,96.23,136Zm0-16C98.54,78.39,118.46,52.89,128,43c9.55,9.93,29.46,35.43,31.77,77Zm11.36-77.6C96.06,57.67,82,83.49,80.21,120H40.37A88.19,88.19,0,0,1,107.59,42.4ZM40.37,136H80.21c1.82,36.51,15.85,62.33,27.38,77.6A88.19,88.19,0,0,1,40.37,136Zm108,77.6c11.53-15.27,25.56-41.09,27.38-77.6h39.84A88.19,88.19,0,0,1,148.41,213.6Z";

export type PlatformMarkProps = {
  platform: string;
  /** The platform's name. Leave out where the name stands beside the mark. */
  label?: string;
  large?: boolean;
};

/** The catalog's outline glyph in our one ink on a tinted tile; no brand colours. */
export function PlatformMark({ platform, label, large }: PlatformMarkProps) {
  const style = { "--p": `var(--platform-${platform}, var(--sunken))` } as CSSProperties;
  const naming = label
    ? { role: "img", "aria-label": label, title: label }
    : { "aria-hidden": true };
  const entry = Object.values(catalog).find((each) => each.platform === platform);
  return (
    <span className={cx("pf", large && "l")} style={style} {...naming}>
      <svg className="i" viewBox="0 0 256 256" fill="currentColor" aria-hidden="true">
        <path d={entry?.glyph ?? UNKNOWN} />
      </svg>
    </span>
  );
}
