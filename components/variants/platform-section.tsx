"use client";

import { PencilSimpleIcon, PenNibIcon, PlusIcon } from "@phosphor-icons/react/ssr";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Status } from "@/components/ui/status";
import {
  CardSkeleton,
  GenerationFailure,
  GenerationState,
} from "@/components/variants/generation-progress";
import { ReachNote } from "@/components/variants/reach-note";
import { useWriting } from "@/components/variants/use-variant-changes";
import { isRunning } from "@/components/variants/use-variants";
import { VariantCard } from "@/components/variants/variant-card";
import type { GenerationView, VariantView } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

export type PlatformSectionProps = {
  campaignId: string;
  platform: Platform;
  variants: readonly VariantView[];
  generation: GenerationView | undefined;
  author: { name: string; handle: string | null };
  canWrite: boolean;
  canApprove: boolean;
  approvalRequired: boolean;
  onEdit: (variantId: string) => void;
  onWriteByHand: () => void;
};

export function PlatformSection(props: PlatformSectionProps) {
  const { platform, variants, generation } = props;
  const label = catalog[platform].label;
  const running = generation !== undefined && isRunning(generation);
  const coming = running && !generation.variantId ? generation.count : 0;
  const isEmpty = variants.length === 0 && coming === 0;
  return (
    <section className="sec" aria-label={label}>
      <div className="sec-h" style={{ marginBottom: 12 }}>
        <PlatformMark platform={platform} />
        <h2 className="h">{label}</h2>
        <Summary variants={variants} />
        <GenerationState generation={generation} />
        {props.canWrite ? <WriteAnother {...props} running={running} isFirst={isEmpty} /> : null}
      </div>
      <ReachNote platform={platform} />
      <Failure {...props} />
      {isEmpty && generation?.status !== "failed" ? (
        <p className="t2">No variants yet. Two or more compete.</p>
      ) : null}
      <div className="vgrid" aria-busy={coming > 0}>
        {variants.map((variant) => (
          <VariantCard
            key={variant.id}
            variant={variant}
            author={props.author}
            writing={running && generation.variantId === variant.id}
            canWrite={props.canWrite}
            canApprove={props.canApprove}
            approvalRequired={props.approvalRequired}
            onEdit={() => props.onEdit(variant.id)}
          />
        ))}
        {Array.from({ length: coming }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <CardSkeleton key={place} />
        ))}
      </div>
    </section>
  );
}

function Failure({ campaignId, generation, variants, canWrite }: PlatformSectionProps) {
  if (generation?.status !== "failed") return null;
  const letter = variants.find((each) => each.id === generation.variantId)?.letter ?? null;
  return (
    <div style={{ marginBottom: 12 }}>
      <GenerationFailure
        {...{ campaignId, generation, letter, canWrite }}
        existing={variants.length}
      />
    </div>
  );
}

function Summary({ variants }: { variants: readonly VariantView[] }) {
  const blocked = variants.filter((each) =>
    each.issues.some((issue) => issue.severity === "error"),
  ).length;
  if (variants.length === 0) return null;
  const words = variants.length === 1 ? "1 variant, alone" : `${variants.length} variants compete`;
  return (
    <>
      <span className="t3 d-only">{words}</span>
      {blocked > 0 ? <Status tone="bad">{blocked} can’t go out</Status> : null}
    </>
  );
}

function WriteAnother({
  campaignId,
  platform,
  onWriteByHand,
  running,
  isFirst,
}: PlatformSectionProps & { running: boolean; isFirst: boolean }) {
  const write = useWriting(campaignId);
  const words = isFirst ? "Write variants" : "Write another";
  return (
    <Menu
      trigger={
        <Button
          size="sm"
          variant="quiet"
          className="push"
          icon={<PlusIcon className="i" />}
          loading={write.isPending}
          aria-label={`${words} for ${catalog[platform].label}`}
        >
          {words}
        </Button>
      }
      items={[
        {
          label: "Let Bandwagon write",
          icon: <PenNibIcon className="i" aria-hidden="true" />,
          disabled: running,
          onSelect: () => write.mutate({ platform }),
        },
        {
          label: "Write by hand",
          icon: <PencilSimpleIcon className="i" aria-hidden="true" />,
          onSelect: onWriteByHand,
        },
      ]}
    />
  );
}
