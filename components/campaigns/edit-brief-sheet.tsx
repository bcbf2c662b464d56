"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { CampaignFields } from "@/components/campaigns/campaign-fields";
import { toDraft } from "@/components/campaigns/draft";
import { useCampaignDraft } from "@/components/campaigns/use-campaign-draft";
import { useUpdateCampaign } from "@/components/campaigns/use-campaigns";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
import type { CampaignView } from "@/lib/contracts/campaigns";

export type EditBriefSheetProps = {
  campaign: CampaignView;
  /** How its links go out: what is chosen there holds at once. */
  links: ReactNode;
  onClose: () => void;
};

export function EditBriefSheet({ campaign, links, onClose }: EditBriefSheetProps) {
  const router = useRouter();
  const [edition, setEdition] = useState(campaign.updatedAt);
  const form = useCampaignDraft(toDraft(campaign));
  const update = useUpdateCampaign(campaign.id);
  const { leave, question } = useDiscardQuestion({
    title: "Discard your changes to the brief?",
    isTyped: () => form.isTyped && !update.isSuccess,
    onLeave: onClose,
  });
  const save = () => {
    const input = form.read();
    if (!input) return;
    update.mutate(
      { ...input, updatedAt: edition },
      {
        onSuccess: (saved) => {
          // Whether there is a place for approvals is drawn by the server.
          if (saved.needsApproval !== campaign.needsApproval) router.refresh();
          toast.success("Brief saved", { detail: "Variants that exist keep their text." });
          onClose();
        },
        onError: form.fail,
      },
    );
  };
  const isOutdated = form.problem?.problem.code === "conflict";
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? null : leave())}
      title="Edit brief"
      description="What is written from now on follows it."
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button variant="primary" loading={update.isPending} onClick={save}>
            Save brief
          </Button>
        </>
      }
    >
      {form.problem ? (
        <ErrorMessage
          title="Not saved"
          action={
            isOutdated && edition !== campaign.updatedAt ? (
              <Button size="sm" onClick={() => setEdition(campaign.updatedAt)}>
                Save mine over it
              </Button>
            ) : null
          }
        >
          {form.problem.problem.detail}
          {isOutdated ? <SavedBrief campaign={campaign} /> : null}
        </ErrorMessage>
      ) : null}
      <CampaignFields
        draft={form.draft}
        errors={form.errors}
        onChange={form.change}
        onLeave={form.leave}
      />
      {links}
      {question}
    </Sheet>
  );
}

function SavedBrief({ campaign }: { campaign: CampaignView }) {
  return <> The saved brief reads: “{campaign.brief}”</>;
}
