"use client";

import {
  ArrowsClockwiseIcon,
  CheckIcon,
  DotsThreeIcon,
  StampIcon,
  TrashIcon,
} from "@phosphor-icons/react/ssr";
import { Button } from "@/components/ui/button";
import { Menu, type MenuItem } from "@/components/ui/menu";
import {
  useApproval,
  useDeleteVariant,
  useWriting,
} from "@/components/variants/use-variant-changes";
import type { VariantView } from "@/lib/contracts/campaigns";

export type CardActionsProps = {
  variant: VariantView;
  /** It is being written anew. */
  writing: boolean;
  canWrite: boolean;
  canApprove: boolean;
  approvalRequired: boolean;
  onEdit: () => void;
};

/** What this person may do with a variant: approve it, change it, or both. */
export function CardActions(props: CardActionsProps) {
  const { variant, canWrite, onEdit } = props;
  const approval = useApproval(variant.campaignId);
  const writing = useWritingItems(props);
  const decides = props.canApprove && props.approvalRequired;
  const blocked = variant.issues.some((issue) => issue.severity === "error");
  const withdraw: MenuItem = {
    label: "Withdraw approval",
    icon: <StampIcon className="i" aria-hidden="true" />,
    onSelect: () => approval.mutate({ variant, approved: false }),
  };
  const items = [...(decides && variant.approved ? [withdraw] : []), ...(canWrite ? writing : [])];
  return (
    <>
      {decides && !variant.approved && !blocked ? (
        <Button
          size="sm"
          icon={<CheckIcon className="i" aria-hidden="true" />}
          aria-label={`Approve variant ${variant.letter}`}
          disabled={props.writing}
          loading={approval.isPending}
          onClick={() => approval.mutate({ variant, approved: true })}
        >
          Approve
        </Button>
      ) : null}
      {canWrite ? (
        <Button size="sm" onClick={onEdit}>
          Edit
        </Button>
      ) : null}
      {items.length > 0 ? <More letter={variant.letter} items={items} /> : null}
    </>
  );
}

function useWritingItems({ variant, writing }: CardActionsProps): MenuItem[] {
  const write = useWriting(variant.campaignId);
  const remove = useDeleteVariant(variant.campaignId);
  return [
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
  ];
}

function More({ letter, items }: { letter: string; items: MenuItem[] }) {
  return (
    <Menu
      align="start"
      trigger={
        <Button
          size="sm"
          variant="quiet"
          iconOnly
          aria-label={`More for variant ${letter}`}
          icon={<DotsThreeIcon className="i" weight="bold" />}
        />
      }
      items={items}
    />
  );
}
