"use client";

import type { Allowed } from "@/components/learning/channel-page";
import { GateMeters } from "@/components/learning/gate-meters";
import { proofOf, rangeWords, signedPercent } from "@/components/learning/lift-words";
import { PromptActions } from "@/components/learning/prompt-actions";
import { PromptDiff } from "@/components/learning/prompt-diff";
import { PromptEvidence } from "@/components/learning/prompt-evidence";
import { PromptOrigin } from "@/components/learning/prompt-origin";
import { STATUS_WORDS } from "@/components/learning/prompt-words";
import { PromptWorkList } from "@/components/learning/prompt-work-list";
import { Section } from "@/components/ui/section";
import { Sheet } from "@/components/ui/sheet";
import type { LearningChannel, PromptNode } from "@/lib/contracts/learning";

type PromptSheetProps = {
  channel: LearningChannel;
  prompt: PromptNode;
  allowed: Allowed;
  onRead: (promptId: string) => void;
  onClose: () => void;
};

/** All there is to know of one prompt. */
export function PromptSheet({ channel, prompt, allowed, onRead, onClose }: PromptSheetProps) {
  const { lift } = prompt;
  const hasResult = prompt.evidence.settledPosts > 0;
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title={`Prompt ${prompt.name}`}
      description={`${STATUS_WORDS[prompt.status]}, generation ${prompt.generation}`}
    >
      <div className="prompt-sheet">
        <Section>
          {lift ? (
            <p className="finding pb-2">
              {proofOf(lift) === "open" ? "Undecided so far: " : ""}
              {signedPercent(lift.mean)} {hasResult ? "" : "expected "}against the first prompt
              <span className="t3 xs block font-sans">
                90% range: {rangeWords(lift)}
                {hasResult
                  ? ""
                  : ". It has no result of its own: others that ask for the same have"}
              </span>
            </p>
          ) : null}
          <PromptOrigin prompt={prompt} onRead={onRead} />
        </Section>
        <PromptActions channel={channel} prompt={prompt} allowed={allowed} />
        <GateMeters channel={channel} prompt={prompt} />
        <Section title="What the model is told">
          <p className="prompt-text">{prompt.text}</p>
        </Section>
        <PromptDiff prompt={prompt} prompts={channel.prompts} />
        <Section title="Results so far">
          <PromptEvidence evidence={prompt.evidence} settings={channel.settings} />
        </Section>
        <PromptWorkList channelId={channel.channel.id} promptId={prompt.id} />
      </div>
    </Sheet>
  );
}
