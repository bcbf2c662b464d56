"use client";

import { useRouter } from "next/navigation";
import { CampaignFields } from "@/components/campaigns/campaign-fields";
import { EMPTY_DRAFT } from "@/components/campaigns/draft";
import { useCampaignDraft } from "@/components/campaigns/use-campaign-draft";
import { useCreateCampaign } from "@/components/campaigns/use-campaigns";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Sheet } from "@/components/ui/sheet";

export type NewCampaignSheetProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Stays mounted while the page is open, so that closing it by mistake loses nothing. */
export function NewCampaignSheet({ open, onOpenChange }: NewCampaignSheetProps) {
  const router = useRouter();
  const form = useCampaignDraft(EMPTY_DRAFT);
  const create = useCreateCampaign();
  const submit = () => {
    const input = form.read();
    if (!input) return;
    create.mutate(input, {
      onSuccess: (campaign) => router.push(`/campaigns/${campaign.id}`),
      onError: form.fail,
    });
  };
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="New campaign"
      description="Variants are written for each platform as soon as you create it."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Close</Button>
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
    </Sheet>
  );
}
