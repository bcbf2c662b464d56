"use client";

import {
  DotsThreeIcon,
  LockSimpleIcon,
  LockSimpleOpenIcon,
  PencilSimpleIcon,
  ProhibitIcon,
} from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { useRuleArm } from "@/components/optimizer/use-rules";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { OptimizerArm, OptimizerPanel } from "@/lib/contracts/optimizer";
import type { ArmRule } from "@/lib/contracts/optimizer-settings";
import { catalog } from "@/lib/platforms/catalog";

type MenuProps = { panel: OptimizerPanel; arm: OptimizerArm };

/** What a person may decide about a variant as a whole. */
export function ArmMenu({ panel, arm }: MenuProps) {
  const [asked, setAsked] = useState<ArmRule | null>(null);
  const change = useRuleArm();
  const set = (rule: ArmRule | null) => {
    const before = arm.rule;
    // Locking one moves the lock: taking it back gives it to the one that had it.
    const locked = panel.arms.find((each) => each.rule === "locked" && each !== arm);
    const undo = () =>
      rule === "locked" && locked && before === null
        ? change.mutate({ variantId: locked.variantId, rule: "locked" })
        : change.mutate({ variantId: arm.variantId, rule: before });
    change.mutate(
      { variantId: arm.variantId, rule },
      {
        onSuccess: () => toast.undo(DONE[rule ?? "none"](arm.letter), undo),
        onSettled: () => setAsked(null),
      },
    );
  };
  const question = asked ? QUESTIONS[asked](arm, catalog[panel.platform].label) : null;
  return (
    <>
      <Menu
        trigger={
          <Button
            size="sm"
            variant="quiet"
            iconOnly
            aria-label={`Rule on variant ${arm.letter}`}
            icon={<DotsThreeIcon className="i" weight="bold" aria-hidden="true" />}
          />
        }
        items={toItems(arm, panel.campaign.id, { ask: setAsked, lift: () => set(null) })}
      />
      {asked && question ? (
        <Dialog
          open
          onOpenChange={(open) => (open ? undefined : setAsked(null))}
          title={question.title}
          description={question.words}
          confirmLabel={question.confirm}
          cancelLabel="Cancel"
          loading={change.isPending}
          onConfirm={() => set(asked)}
        />
      ) : null}
    </>
  );
}

type Acts = { ask: (rule: ArmRule) => void; lift: () => void };

function toItems(arm: OptimizerArm, campaignId: string, { ask, lift }: Acts): MenuItem[] {
  const { letter, rule, deleted } = arm;
  const open: MenuItem = {
    kind: "link",
    label: "Open the variants",
    icon: <PencilSimpleIcon className="i" aria-hidden="true" />,
    href: `/campaigns/${campaignId}`,
  };
  if (deleted) return [open];
  const lock: MenuItem = {
    label: `Post only ${letter}`,
    icon: <LockSimpleIcon className="i" aria-hidden="true" />,
    onSelect: () => ask("locked"),
  };
  const exclude: MenuItem = {
    label: `Never choose ${letter}`,
    icon: <ProhibitIcon className="i" aria-hidden="true" />,
    onSelect: () => ask("excluded"),
  };
  const free: MenuItem = {
    label: rule === "locked" ? "Let all compete again" : `Let ${letter} compete again`,
    icon: <LockSimpleOpenIcon className="i" aria-hidden="true" />,
    onSelect: lift,
  };
  const rules =
    rule === null ? [lock, exclude] : rule === "locked" ? [free, exclude] : [free, lock];
  return [...rules, { kind: "line" }, open];
}

type Question = { title: string; words: string; confirm: string };

const QUESTIONS: Record<ArmRule, (arm: OptimizerArm, platform: string) => Question> = {
  locked: ({ letter }, platform) => ({
    title: `Post only ${letter} on ${platform}?`,
    words: `Every coming post of this campaign there is ${letter}, unless a person chose another for its slot. Nothing is learnt about the others until you let them compete again.`,
    confirm: `Post only ${letter}`,
  }),
  excluded: ({ letter }, platform) => ({
    title: `Never choose ${letter} on ${platform}?`,
    words: `Bandwagon leaves ${letter} out from its next choice on. What it has earned stays in the figures, and you may still pick it for a slot.`,
    confirm: `Exclude ${letter}`,
  }),
};

const DONE: Record<ArmRule | "none", (letter: string) => string> = {
  locked: (letter) => `Only ${letter} is posted from now on`,
  excluded: (letter) => `${letter} is not chosen any more`,
  none: (letter) => `${letter} competes like the others again`,
};
