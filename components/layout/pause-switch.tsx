"use client";

import { PauseIcon } from "@phosphor-icons/react/ssr";
import { useId } from "react";
import { usePauseState } from "@/components/layout/pause-state";
import { Tooltip } from "@/components/ui/tooltip";

const WHY_NOT = "Editors and owners can pause and resume.";

/** The red switch: on, nothing goes out. It asks before it turns. */
export function PauseSwitch() {
  const state = usePauseState();
  const hintId = useId();
  if (!state) return null;
  const { pause, canPause, busy, ask } = state;
  const flip = (
    <button
      type="button"
      role="switch"
      aria-checked={pause !== null}
      aria-disabled={!canPause || undefined}
      aria-busy={busy || undefined}
      aria-describedby={canPause ? undefined : hintId}
      className="stop-all"
      data-state={pause ? "checked" : "unchecked"}
      data-testid="pause-switch"
      onClick={canPause && !busy ? ask : undefined}
    >
      <PauseIcon className="i" weight="fill" aria-hidden="true" />
      <span className="words">Pause everything</span>
      <span className="flip" data-state={pause ? "checked" : "unchecked"} aria-hidden="true">
        <span />
      </span>
    </button>
  );
  if (canPause) return flip;
  return (
    <>
      <Tooltip content={WHY_NOT} side="bottom">
        {flip}
      </Tooltip>
      <span className="sr" id={hintId}>
        {WHY_NOT}
      </span>
    </>
  );
}
