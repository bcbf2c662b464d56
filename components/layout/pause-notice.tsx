"use client";

import { PlayIcon } from "@phosphor-icons/react/ssr";
import { Banner } from "@/components/layout/banner";
import { usePauseState } from "@/components/layout/pause-state";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { formatInZone } from "@/components/ui/zoned-format";

/** On every page while everything is paused: who did it, since when, and the way out. */
export function PauseNotice() {
  const state = usePauseState();
  const zone = useZone();
  if (!state?.pause) return null;
  const { pause, canPause, busy, ask } = state;
  return (
    <Banner
      tone="stop"
      title="Everything is paused."
      actions={
        canPause ? (
          <Button
            size="sm"
            loading={busy}
            icon={<PlayIcon className="i" weight="fill" />}
            onClick={ask}
          >
            Resume
          </Button>
        ) : null
      }
    >
      {pause.by} paused it {formatInZone(pause.at, zone, "date-time")}. Nothing goes out, and what
      comes due meanwhile is not posted later.
    </Banner>
  );
}
