"use client";

import { useState } from "react";
import { useJudgePrompt } from "@/components/learning/use-learning";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { PromptRef, PromptVerdict } from "@/lib/contracts/learning";

type VerdictDialogProps = {
  channelId: string;
  prompt: PromptRef;
  /** Who leads now. */
  leader: PromptRef;
  verdict: PromptVerdict["verdict"];
  onClose: () => void;
};

export function VerdictDialog({ channelId, prompt, leader, verdict, onClose }: VerdictDialogProps) {
  const [note, setNote] = useState("");
  const judge = useJudgePrompt(channelId);
  const words = toWords(verdict, prompt.name, leader.name);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      {...words}
      cancelLabel="Not now"
      danger={verdict === "reject"}
      loading={judge.isPending}
      onConfirm={() =>
        judge.mutate(
          { promptId: prompt.id, name: prompt.name, verdict, note },
          { onSettled: onClose },
        )
      }
    >
      <Field label="Note" hint="Optional. It stands in the audit log">
        <Textarea
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={500}
          rows={2}
        />
      </Field>
    </Dialog>
  );
}

function toWords(verdict: PromptVerdict["verdict"], name: string, leader: string) {
  return verdict === "promote"
    ? {
        title: `Promote ${name}?`,
        description: `${name} leads from now on: it writes a third of the variants or more. ${leader} keeps about one in five and comes back by itself if ${name} turns out worse.`,
        confirmLabel: `Promote ${name}`,
      }
    : {
        title: `Reject ${name}?`,
        description: `${name} writes nothing more and is not proposed again. ${leader} keeps leading; posts and results stay.`,
        confirmLabel: `Reject ${name}`,
      };
}
