"use client";

import { StampIcon } from "@phosphor-icons/react/ssr";
import { Arm } from "@/components/ui/arm";
import { LengthMeter } from "@/components/ui/meter";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { CardActions, type CardActionsProps } from "@/components/variants/card-actions";
import { VariantChecks } from "@/components/variants/variant-checks";
import { VariantPreview } from "@/components/variants/variant-preview";

export type VariantCardProps = CardActionsProps & {
  /** Whose post it would be. */
  author: { name: string; handle: string | null };
};

export function VariantCard({ author, ...actions }: VariantCardProps) {
  const { variant } = actions;
  const blocked = variant.issues.some((issue) => issue.severity === "error");
  return (
    <article
      className="vcard"
      style={blocked ? { borderColor: "var(--danger)" } : undefined}
      aria-label={`Variant ${variant.letter}: ${variant.label}`}
    >
      <div className="vhead">
        <Arm letter={variant.letter} />
        <b className="b cut">{variant.label}</b>
        {variant.formatLabel ? <span className="t3 xs nw">{variant.formatLabel}</span> : null}
        <span className="push">
          <CardState {...actions} />
        </span>
      </div>
      <VariantPreview variant={variant} {...author} />
      <VariantChecks variant={variant} />
      <div className="vfoot">
        <CardActions {...actions} />
        <span className="push t3">
          <LengthMeter length={variant.length} max={variant.maxLength} />
        </span>
      </div>
    </article>
  );
}

function CardState({ variant, writing, approvalRequired }: CardActionsProps) {
  if (writing) return <Status tone="info">Being written</Status>;
  const error = variant.issues.find((issue) => issue.severity === "error");
  if (error) return <Status tone="bad">{SHORT_WORDS[error.code] ?? "Can’t go out"}</Status>;
  if (approvalRequired) return <Approval approved={variant.approved} />;
  if (variant.publishedPosts > 0)
    return <Status tone="ok">{variant.publishedPosts} published</Status>;
  if (variant.source === "sample") return <Tag>Sample</Tag>;
  return variant.source === "person" ? <Tag>By hand</Tag> : null;
}

function Approval({ approved }: { approved: boolean }) {
  if (approved) return <Status tone="ok">Approved</Status>;
  return (
    <Status tone="need" icon={<StampIcon className="i" weight="fill" aria-hidden="true" />}>
      Awaiting approval
    </Status>
  );
}

const SHORT_WORDS: Record<string, string> = {
  text_too_long: "Too long",
  title_too_long: "Title too long",
  title_required: "No title",
  video_required: "No video",
  image_required: "No image",
  document_required: "No document",
  media_required: "Lacks files",
  media_gone: "File is gone",
  option_required: "Not finished",
  variable_missing: "Not finished",
  template_refused: "Template refused",
  text_required: "No text",
  banned_word: "Banned word",
};
