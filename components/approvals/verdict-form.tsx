"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

/** A verdict that is given with words. */
export type Spoken = "changes_requested" | "rejected";

type VerdictFormProps = {
  asked: Spoken;
  /** "variant B" or "3 variants": for the button's name. */
  what: string;
  comment: string;
  onComment: (comment: string) => void;
  loading: boolean;
  /** Nothing can be sent yet: the text is another now. */
  isHeld?: boolean;
  onSend: () => void;
  onCancel: () => void;
};

const WORDS: Record<Spoken, { label: string; hint: string; send: string }> = {
  changes_requested: {
    label: "What should change",
    hint: "It waits here again once it is edited. Until then it is not posted.",
    send: "Ask for changes",
  },
  rejected: {
    label: "Why (optional)",
    hint: "It is not posted. Its comment stays with it, also after an edit.",
    send: "Reject",
  },
};

/** Asks for the words, and is the second step that keeps a rejection from happening by accident. */
export function VerdictForm(props: VerdictFormProps) {
  const { asked, what, comment, onComment, loading, isHeld, onSend, onCancel } = props;
  const [isTried, setTried] = useState(false);
  const { label, hint, send } = WORDS[asked];
  const lacksWords = asked === "changes_requested" && comment.trim() === "";
  const submit = () => {
    if (lacksWords) return setTried(true);
    if (!isHeld) onSend();
  };
  return (
    <form
      className="grid gap-3"
      aria-label={`${send}: ${what}`}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      <Field
        label={label}
        hint={hint}
        error={isTried && lacksWords ? "Say what should be changed." : ""}
      >
        <Textarea
          rows={3}
          autoFocus
          maxLength={2000}
          value={comment}
          onChange={(event) => onComment(event.target.value)}
        />
      </Field>
      <div className="row wrap rv-acts">
        <Button
          type="submit"
          size="sm"
          variant={asked === "rejected" ? "danger-sure" : "primary"}
          loading={loading}
          disabled={isHeld}
        >
          {send}
        </Button>
        <Button size="sm" variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
