"use client";

import { LinkNote } from "@/components/previews/link-note";
import { ReviewStatus } from "@/components/previews/review-status";
import { SaidBefore } from "@/components/previews/said-before";
import { VariantChecks } from "@/components/previews/variant-checks";
import { VariantPreview } from "@/components/previews/variant-preview";
import { Arm } from "@/components/ui/arm";
import { LengthMeter } from "@/components/ui/meter";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { CardActions, type CardActionsProps } from "@/components/variants/card-actions";
import { PromptLink } from "@/components/variants/prompt-link";
import { approvalState } from "@/lib/domain/approval-state";

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
      <LinkNote {...variant} />
      <CardReview {...actions} />
      {variant.prompt ? <PromptLink prompt={variant.prompt} /> : null}
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
  const standing = approvalState(variant);
  const isSaid = standing === "rejected" || standing === "changes_requested";
  if (approvalRequired || isSaid) return <ReviewStatus state={standing} />;
  if (variant.publishedPosts > 0)
    return <Status tone="ok">{variant.publishedPosts} published</Status>;
  if (variant.source === "sample") return <Tag>Sample</Tag>;
  return variant.source === "person" ? <Tag>By hand</Tag> : null;
}

/** What a reviewer said, and of an earlier text too until there is a new word. */
function CardReview({ variant, approvalRequired }: CardActionsProps) {
  const said = variant.review ?? variant.lastReview;
  if (!said || (!approvalRequired && !said.comment)) return null;
  return (
    <div style={{ padding: "10px 12px 0" }}>
      <SaidBefore variant={variant} />
    </div>
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
