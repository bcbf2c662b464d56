"use client";

import { InfoIcon, LockSimpleIcon, ScalesIcon } from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";
import { toUndo, useChangeRules, useRuleArm } from "@/components/optimizer/use-rules";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";

type NoticesProps = { panel: OptimizerPanel; canWrite: boolean };

/** What must be known before the figures are read: another goal stands in, one variant is locked. */
export function PanelNotices({ panel, canWrite }: NoticesProps) {
  const { reward, evenSplitOffer } = panel;
  const locked = panel.arms.find((arm) => arm.rule === "locked");
  if (!reward.fallback && !evenSplitOffer && !locked) return null;
  return (
    <ul className="pad grid gap-2 border-b border-line" style={{ paddingBlock: 12 }}>
      {reward.fallback ? (
        <Notice icon={<InfoIcon className="i info-c" aria-hidden="true" />}>
          <span data-testid="reward-fallback">{reward.fallback.words}</span>
        </Notice>
      ) : null}
      {locked ? (
        <Notice
          icon={<LockSimpleIcon className="i" aria-hidden="true" />}
          action={canWrite ? <Unlock variantId={locked.variantId} letter={locked.letter} /> : null}
        >
          {locked.ruledBy ?? "A person"} locked {locked.letter}: it is posted every time, and
          nothing is learnt about the others.
        </Notice>
      ) : null}
      {evenSplitOffer ? (
        <Notice
          icon={<ScalesIcon className="i" aria-hidden="true" />}
          action={canWrite ? <UseEvenSplit panel={panel} /> : null}
        >
          {evenSplitOffer}
        </Notice>
      ) : null}
    </ul>
  );
}

type NoticeProps = { icon: ReactNode; action?: ReactNode; children: ReactNode };

function Notice({ icon, action, children }: NoticeProps) {
  return (
    <li className="row wrap" style={{ rowGap: 6 }}>
      <span className="row grow" style={{ alignItems: "start", flexBasis: 260 }}>
        {icon}
        <span className="t2">{children}</span>
      </span>
      {action}
    </li>
  );
}

function Unlock({ variantId, letter }: { variantId: string; letter: string }) {
  const change = useRuleArm();
  const unlock = () =>
    change.mutate(
      { variantId, rule: null },
      {
        onSuccess: () =>
          toast.undo(`${letter} competes like the others again`, () =>
            change.mutate({ variantId, rule: "locked" }),
          ),
      },
    );
  return (
    <Button size="sm" loading={change.isPending} onClick={unlock}>
      Let all compete again
    </Button>
  );
}

function UseEvenSplit({ panel }: { panel: OptimizerPanel }) {
  const change = useChangeRules(panel.campaign.id);
  const before = toUndo(panel);
  const use = () =>
    change.mutate(
      { algorithm: "round_robin" },
      {
        onSuccess: () =>
          toast.undo("Variants take turns from now on", () =>
            change.mutate({ algorithm: before.algorithm }),
          ),
      },
    );
  return (
    <Button size="sm" loading={change.isPending} onClick={use}>
      Use an even split
    </Button>
  );
}
