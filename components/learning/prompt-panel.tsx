"use client";

import { BookOpenTextIcon } from "@phosphor-icons/react/ssr";
import type { Allowed } from "@/components/learning/channel-page";
import { DirectiveTable } from "@/components/learning/directive-table";
import { GateMeters } from "@/components/learning/gate-meters";
import { placeOf, placeWords } from "@/components/learning/node-words";
import { PromptActions } from "@/components/learning/prompt-actions";
import { PromptEvidence } from "@/components/learning/prompt-evidence";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { LearningChannel, PromptNode } from "@/lib/contracts/learning";

type PromptPanelProps = {
  channel: LearningChannel;
  prompt: PromptNode;
  allowed: Allowed;
  onRead: () => void;
};

/** The chosen prompt beside the tree. On a phone its sheet says all this. */
export function PromptPanel({ channel, prompt, allowed, onRead }: PromptPanelProps) {
  const place = placeWords(placeOf(prompt, channel.champion.id), prompt);
  return (
    <div className="d-only">
      <Section>
        <div className="sec-h">
          <h2 className="finding grow">
            {prompt.name}: {place.charAt(0).toLowerCase() + place.slice(1)}
          </h2>
          <Button
            size="sm"
            icon={<BookOpenTextIcon className="i" aria-hidden="true" />}
            onClick={onRead}
          >
            Read prompt
          </Button>
        </div>
        <DirectiveTable prompt={prompt} />
      </Section>
      <GateMeters channel={channel} prompt={prompt} />
      <PromptActions channel={channel} prompt={prompt} allowed={allowed} />
      <Section title="Results so far">
        <PromptEvidence evidence={prompt.evidence} settings={channel.settings} />
      </Section>
    </div>
  );
}
