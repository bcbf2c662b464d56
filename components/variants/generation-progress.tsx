"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Skeleton } from "@/components/ui/skeleton";
import { Status } from "@/components/ui/status";
import { useWriting } from "@/components/variants/use-variant-changes";
import { isRunning } from "@/components/variants/use-variants";
import type { GenerationView } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";

const STEPS: GenerationView["status"][] = ["queued", "writing", "checking"];
const WORDS: Record<GenerationView["status"], string> = {
  queued: "Queued",
  writing: "Writing",
  checking: "Checking",
  done: "Done",
  failed: "Failed",
};

/** How far writing for one platform is, beside its name. */
export function GenerationState({ generation }: { generation: GenerationView | undefined }) {
  if (!generation || !isRunning(generation)) return <span role="status" />;
  const at = STEPS.indexOf(generation.status);
  return (
    <span role="status" className="row">
      <Status tone={generation.status === "queued" ? "plain" : "info"}>
        {WORDS[generation.status]}
      </Status>
      <span className="t3 xs d-only">
        Step {at + 1} of {STEPS.length}, {generation.count}{" "}
        {generation.count === 1 ? "variant" : "variants"}
      </span>
    </span>
  );
}

export type GenerationFailureProps = {
  campaignId: string;
  generation: GenerationView;
  /** Of the variant that was to be written anew. */
  letter: string | null;
  /** Variants the platform has all the same. */
  existing: number;
  canWrite: boolean;
};

export function GenerationFailure({
  campaignId,
  generation,
  letter,
  existing,
  canWrite,
}: GenerationFailureProps) {
  const [closed, setClosed] = useState<string | null>(null);
  const write = useWriting(campaignId);
  const { variantId, platform } = generation;
  if (closed === generation.id) return null;
  const retry = () => write.mutate(variantId ? { variantId } : { platform });
  const title = letter
    ? `Variant ${letter} was not written anew`
    : `${existing > 0 ? "Nothing new was" : "No variants were"} written for ${catalog[platform].label}`;
  return (
    <ErrorMessage
      title={title}
      action={
        canWrite ? (
          <>
            <Button size="sm" loading={write.isPending} onClick={retry}>
              Try again
            </Button>
            <Button size="sm" variant="quiet" onClick={() => setClosed(generation.id)}>
              Close
            </Button>
          </>
        ) : null
      }
    >
      {generation.error}
    </ErrorMessage>
  );
}

/** A card to come. */
export function CardSkeleton() {
  return (
    <div className="vcard" aria-hidden="true">
      <div className="vhead">
        <Skeleton width={20} height={20} />
        <Skeleton width="40%" />
      </div>
      <div className="pv" style={{ padding: 12, display: "grid", gap: 10, marginBottom: 12 }}>
        <Skeleton width="60%" />
        <Skeleton />
        <Skeleton width="85%" />
        <Skeleton height={120} />
      </div>
    </div>
  );
}
