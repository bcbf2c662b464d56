"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { PauseDialog } from "@/components/layout/pause-dialog";
import { usePauseAll, useWorkspacePause } from "@/components/layout/use-pause";
import type { PauseView, WorkspacePause } from "@/lib/contracts/schedules";

interface PauseState {
  /** Null: things go out. */
  pause: PauseView | null;
  canPause: boolean;
  busy: boolean;
  /** Puts the question; nothing changes before it is answered. */
  ask: () => void;
}

const PauseContext = createContext<PauseState | null>(null);

/** Null outside the signed-in pages. */
export const usePauseState = (): PauseState | null => useContext(PauseContext);

type Props = { initial: WorkspacePause; canPause: boolean; children: ReactNode };

/** One pause for all pages: its state, and the question before it begins or ends. */
export function PauseProvider({ initial, canPause, children }: Props) {
  const { pause } = useWorkspacePause(initial).data;
  const { mutate, isPending: busy } = usePauseAll();
  const [asked, setAsked] = useState<"pause" | "resume" | null>(null);
  const state = useMemo(
    () => ({ pause, canPause, busy, ask: () => setAsked(pause ? "resume" : "pause") }),
    [pause, canPause, busy],
  );
  return (
    <PauseContext value={state}>
      {children}
      {asked ? (
        <PauseDialog
          target={{ level: "workspace" }}
          direction={asked}
          busy={busy}
          onConfirm={(cameDue) =>
            mutate(asked === "pause" ? { paused: true } : { paused: false, cameDue }, {
              onSettled: () => setAsked(null),
            })
          }
          onClose={() => setAsked(null)}
        />
      ) : null}
    </PauseContext>
  );
}
