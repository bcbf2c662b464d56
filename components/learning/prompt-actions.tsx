"use client";

import { ArrowUUpLeftIcon, CheckIcon, ProhibitIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import type { Allowed } from "@/components/learning/channel-page";
import { RollbackDialog } from "@/components/learning/rollback-dialog";
import { VerdictDialog } from "@/components/learning/verdict-dialog";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { LearningChannel, PromptNode, PromptRef } from "@/lib/contracts/learning";

type PromptActionsProps = { channel: LearningChannel; prompt: PromptNode; allowed: Allowed };

/** What a person may decide about one prompt, and the way back. */
export function PromptActions({ channel, prompt, allowed }: PromptActionsProps) {
  const [asking, setAsking] = useState<"promote" | "reject" | "rollback" | null>(null);
  const { can } = prompt;
  const close = () => setAsking(null);
  const target = allowed.canWrite ? backTo(channel, prompt) : null;
  const judges = allowed.canApprove && (can.promote || can.reject);
  if (!judges && !target) return null;
  const shared = { channelId: channel.channel.id, onClose: close };
  return (
    <Section title={prompt.awaitingSince ? "Your decision" : "If you disagree"}>
      <div className="row row-2 wrap">
        {judges && can.promote ? (
          <Button
            size="sm"
            variant={prompt.awaitingSince ? "primary" : "default"}
            icon={<CheckIcon className="i" aria-hidden="true" />}
            onClick={() => setAsking("promote")}
          >
            Promote {prompt.name}
          </Button>
        ) : null}
        {judges && can.reject ? (
          <Button
            size="sm"
            icon={<ProhibitIcon className="i" aria-hidden="true" />}
            onClick={() => setAsking("reject")}
          >
            Reject {prompt.name}
          </Button>
        ) : null}
        {target ? (
          <Button
            size="sm"
            icon={<ArrowUUpLeftIcon className="i" aria-hidden="true" />}
            onClick={() => setAsking("rollback")}
          >
            Go back to {target.name}
          </Button>
        ) : null}
      </div>
      {asking === "promote" || asking === "reject" ? (
        <VerdictDialog {...shared} prompt={prompt} leader={channel.champion} verdict={asking} />
      ) : null}
      {asking === "rollback" && target ? (
        <RollbackDialog {...shared} from={channel.champion} to={target} />
      ) : null}
    </Section>
  );
}

/** From the one that leads: to the one before it. From an earlier champion: to that one. */
function backTo({ champion, rollbackTo }: LearningChannel, prompt: PromptNode): PromptRef | null {
  if (prompt.id === champion.id) return rollbackTo;
  return prompt.can.rollback ? prompt : null;
}
