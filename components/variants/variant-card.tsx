"use client";

import { ArrowsClockwiseIcon, DotsThreeIcon, TrashIcon } from "@phosphor-icons/react/ssr";
import { Arm } from "@/components/ui/arm";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { LengthMeter } from "@/components/ui/meter";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { useDeleteVariant, useWriting } from "@/components/variants/use-variant-changes";
import { VariantChecks } from "@/components/variants/variant-checks";
import { VariantPreview } from "@/components/variants/variant-preview";
import type { VariantView } from "@/lib/contracts/campaigns";

export type VariantCardProps = {
  variant: VariantView;
  /** Whose post it would be. */
  author: { name: string; handle: string | null };
  /** It is being written anew. */
  writing: boolean;
  canWrite: boolean;
  onEdit: () => void;
};

export function VariantCard({ variant, author, writing, canWrite, onEdit }: VariantCardProps) {
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
        <span className="push">
          <CardState variant={variant} writing={writing} />
        </span>
      </div>
      <VariantPreview variant={variant} {...author} />
      <VariantChecks variant={variant} />
      <div className="vfoot">
        {canWrite ? <CardActions variant={variant} writing={writing} onEdit={onEdit} /> : null}
        <span className="push t3">
          <LengthMeter length={variant.length} max={variant.maxLength} />
        </span>
      </div>
    </article>
  );
}

function CardState({ variant, writing }: Pick<VariantCardProps, "variant" | "writing">) {
  if (writing) return <Status tone="info">Being written</Status>;
  const error = variant.issues.find((issue) => issue.severity === "error");
  if (error) return <Status tone="bad">{SHORT_WORDS[error.code] ?? "Can’t go out"}</Status>;
  if (variant.publishedPosts > 0)
    return <Status tone="ok">{variant.publishedPosts} published</Status>;
  if (variant.source === "sample") return <Tag>Sample</Tag>;
  return variant.source === "person" ? <Tag>By hand</Tag> : null;
}

const SHORT_WORDS: Record<string, string> = {
  text_too_long: "Too long",
  title_too_long: "Title too long",
  title_required: "No title",
  video_required: "No video",
  text_required: "No text",
  banned_word: "Banned word",
};

function CardActions({
  variant,
  writing,
  onEdit,
}: Pick<VariantCardProps, "variant" | "writing" | "onEdit">) {
  const write = useWriting(variant.campaignId);
  const remove = useDeleteVariant(variant.campaignId);
  return (
    <>
      <Button size="sm" onClick={onEdit}>
        Edit
      </Button>
      <Menu
        align="start"
        trigger={
          <Button
            size="sm"
            variant="quiet"
            iconOnly
            aria-label={`More for variant ${variant.letter}`}
            icon={<DotsThreeIcon className="i" weight="bold" />}
          />
        }
        items={[
          {
            label: "Write it anew",
            icon: <ArrowsClockwiseIcon className="i" aria-hidden="true" />,
            disabled: writing || write.isPending,
            onSelect: () => write.mutate({ variantId: variant.id }),
          },
          { kind: "line" },
          {
            label: "Delete",
            icon: <TrashIcon className="i" aria-hidden="true" />,
            danger: true,
            onSelect: () => remove.mutate(variant),
          },
        ]}
      />
    </>
  );
}
