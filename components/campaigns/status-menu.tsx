"use client";

import {
  CaretDownIcon,
  CheckIcon,
  PauseIcon,
  PlayIcon,
  TrashIcon,
} from "@phosphor-icons/react/ssr";
import { useRouter } from "next/navigation";
import { useState } from "react";
import {
  showProblem,
  useDeleteCampaign,
  useUpdateCampaign,
} from "@/components/campaigns/use-campaigns";
import { count, STATUS_WORDS } from "@/components/campaigns/words";
import { PauseDialog } from "@/components/layout/pause-dialog";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { Status } from "@/components/ui/status";
import { toast } from "@/components/ui/toast";
import type { CampaignStatus, CampaignView } from "@/lib/contracts/campaigns";
import type { CameDue } from "@/lib/contracts/pauses";

export type StatusMenuProps = { campaign: CampaignView; canWrite: boolean };

type Move = {
  to: CampaignStatus;
  from: CampaignStatus[];
  label: string;
  icon: typeof PauseIcon;
  done: string;
};

const MOVES: Move[] = [
  {
    to: "paused",
    from: ["active"],
    label: "Pause campaign",
    icon: PauseIcon,
    done: "Campaign paused",
  },
  {
    to: "active",
    from: ["paused", "completed"],
    label: "Resume campaign",
    icon: PlayIcon,
    done: "Campaign resumed",
  },
  {
    to: "completed",
    from: ["active", "paused"],
    label: "Mark as completed",
    icon: CheckIcon,
    done: "Marked as completed",
  },
];

/** Draft, active, paused, completed; and the way out. */
export function StatusMenu({ campaign, canWrite }: StatusMenuProps) {
  const [asking, setAsking] = useState(false);
  const [moving, setMoving] = useState<Move | null>(null);
  const update = useUpdateCampaign(campaign.id);
  const { label, tone } = STATUS_WORDS[campaign.status];
  if (!canWrite) return <Status tone={tone}>{label}</Status>;
  const move = ({ to: status, done }: Move, cameDue?: CameDue) =>
    update.mutate(
      { status, updatedAt: campaign.updatedAt, ...(status === "active" ? { cameDue } : {}) },
      {
        onSuccess: () => toast.success(done),
        onError: showProblem("Not changed"),
        onSettled: () => setMoving(null),
      },
    );
  const items: MenuItem[] = MOVES.filter((each) => each.from.includes(campaign.status)).map(
    (each) => ({
      label: each.label,
      icon: <each.icon className="i" aria-hidden="true" />,
      onSelect: () => (each.to === "completed" ? move(each) : setMoving(each)),
    }),
  );
  if (items.length > 0) items.push({ kind: "line" });
  items.push({
    label: "Delete campaign",
    icon: <TrashIcon className="i" aria-hidden="true" />,
    danger: true,
    onSelect: () => setAsking(true),
  });
  return (
    <>
      <Menu
        trigger={
          <Button size="sm" variant="quiet" loading={update.isPending}>
            <Status tone={tone}>{label}</Status>
            <CaretDownIcon className="i" aria-label="Change status" />
          </Button>
        }
        items={items}
      />
      {moving ? (
        <PauseDialog
          target={{ level: "campaign", id: campaign.id }}
          name={campaign.name}
          direction={moving.to === "paused" ? "pause" : "resume"}
          busy={update.isPending}
          onConfirm={(cameDue) => move(moving, cameDue)}
          onClose={() => setMoving(null)}
        />
      ) : null}
      <DeleteDialog campaign={campaign} open={asking} onOpenChange={setAsking} />
    </>
  );
}

type DeleteDialogProps = {
  campaign: CampaignView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

function DeleteDialog({ campaign, open, onOpenChange }: DeleteDialogProps) {
  const router = useRouter();
  const remove = useDeleteCampaign();
  const { upcomingPosts, publishedPosts } = campaign;
  const goes = upcomingPosts > 0 ? `${count(upcomingPosts, "planned post")} won't go out. ` : "";
  const stays =
    publishedPosts > 0
      ? `${count(publishedPosts, "published post")} and their results stay.`
      : "Nothing was published yet.";
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete “${campaign.name}”?`}
      description={`${goes}${stays}`}
      confirmLabel="Delete campaign"
      danger
      loading={remove.isPending}
      onConfirm={() => remove.mutate(campaign.id, { onSuccess: () => router.push("/campaigns") })}
    />
  );
}
