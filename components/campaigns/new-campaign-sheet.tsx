"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { AlgorithmField } from "@/components/campaigns/algorithm-field";
import { CampaignFields } from "@/components/campaigns/campaign-fields";
import { EMPTY_DRAFT } from "@/components/campaigns/draft";
import { useCampaignDraft } from "@/components/campaigns/use-campaign-draft";
import { useChooseAlgorithm, useCreateCampaign } from "@/components/campaigns/use-campaigns";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Sheet } from "@/components/ui/sheet";
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
import type { AlgorithmName } from "@/lib/contracts/optimizer-settings";
import type { Platform } from "@/lib/platforms/platform";

export type NewCampaignSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Platforms that have an account: those are chosen to begin with. */
  connected: readonly Platform[];
};

/** What was typed is thrown away only after a question. */
export function NewCampaignSheet({ open, onOpenChange, connected }: NewCampaignSheetProps) {
  const router = useRouter();
  const form = useCampaignDraft({ ...EMPTY_DRAFT, platforms: [...connected] });
  const [algorithm, setAlgorithm] = useState<AlgorithmName>("adaptive");
  const create = useCreateCampaign();
  const choose = useChooseAlgorithm();
  const submit = () => {
    const input = form.read();
    if (!input) return;
    create.mutate(input, {
      onSuccess: ({ id }) => {
        if (algorithm !== "adaptive") choose.mutate({ campaignId: id, algorithm });
        router.push(`/campaigns/${id}`);
      },
      onError: form.fail,
    });
  };
  const { leave, question } = useDiscardQuestion({
    title: "Discard this campaign?",
    isTyped: () => form.isTyped && !create.isSuccess,
    onLeave: () => {
      form.reset();
      setAlgorithm("adaptive");
      onOpenChange(false);
    },
  });
  return (
    <Sheet
      open={open}
      onOpenChange={(isOpen) => (isOpen ? onOpenChange(true) : leave())}
      title="New campaign"
      description="Variants are written for each platform as soon as you create it."
      footer={
        <>
          <Button onClick={leave}>Close</Button>
          <Button variant="primary" loading={create.isPending || create.isSuccess} onClick={submit}>
            Create and write variants
          </Button>
        </>
      }
    >
      {form.problem ? (
        <ErrorMessage title="Not created">{form.problem.problem.detail}</ErrorMessage>
      ) : null}
      <CampaignFields
        draft={form.draft}
        errors={form.errors}
        onChange={form.change}
        onLeave={form.leave}
      />
      <AlgorithmField value={algorithm} onChange={setAlgorithm} />
      {question}
    </Sheet>
  );
}
