"use client";

import { useState } from "react";
import { splitText } from "@/components/previews/split-text";
import type { VariantView } from "@/lib/contracts/campaigns";
import { toLines } from "@/lib/domain/check-options";

const MORE_AFTER = 360;

/** What a reader of the post would see. */
export type PreviewedVariant = Pick<
  VariantView,
  "platform" | "format" | "title" | "text" | "options" | "media" | "maxLength"
>;

export interface PreviewProps {
  variant: PreviewedVariant;
  /** Whose post it would be. */
  name: string;
  handle: string | null;
}

/** The text with what is too much marked where it is; long texts open on demand. */
export function PreviewText({ variant, text }: { variant: PreviewedVariant; text?: string }) {
  const [open, setOpen] = useState(false);
  const { platform, maxLength, format } = variant;
  const { fits, over } = splitText(platform, text ?? variant.text, maxLength, format);
  const isLong = over === "" && Array.from(fits).length > MORE_AFTER * 1.2;
  const shown = isLong && !open ? Array.from(fits).slice(0, MORE_AFTER).join("").trimEnd() : fits;
  if (fits === "" && over === "") return null;
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

/** What readers choose between, where a format asks for choices. */
export function PreviewChoices({ choices }: { choices: string | undefined }) {
  const lines = toLines(choices ?? "").map((line, place) => ({ key: `choice-${place}`, line }));
  if (lines.length === 0) return null;
  return (
    <ul style={{ display: "grid", gap: 4, padding: "0 11px 10px" }}>
      {lines.map(({ key, line }) => (
        <li
          key={key}
          className="b xs"
          style={{
            border: "1px solid var(--line-control)",
            borderRadius: "var(--r-2)",
            padding: "5px 9px",
            overflowWrap: "anywhere",
          }}
        >
          {line}
        </li>
      ))}
    </ul>
  );
}
