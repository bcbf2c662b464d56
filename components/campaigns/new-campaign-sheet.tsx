"use client";

import { useRouter } from "next/navigation";
import { CampaignFields } from "@/components/campaigns/campaign-fields";
import { EMPTY_DRAFT } from "@/components/campaigns/draft";
import { useCampaignDraft } from "@/components/campaigns/use-campaign-draft";
import { useCreateCampaign } from "@/components/campaigns/use-campaigns";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Sheet } from "@/components/ui/sheet";
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
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
  const create = useCreateCampaign();
  const submit = () => {
    const input = form.read();
    if (!input) return;
    create.mutate(input, {
      onSuccess: (campaign) => router.push(`/campaigns/${campaign.id}`),
      onError: form.fail,
    });
  };
  const { leave, question } = useDiscardQuestion({
    title: "Discard this campaign?",
    isTyped: () => form.isTyped && !create.isSuccess,
    onLeave: () => {
      form.reset();
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
      {question}
    </Sheet>
  );
}
