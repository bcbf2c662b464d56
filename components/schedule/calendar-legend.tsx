"use client";

import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { AutoMark } from "@/components/ui/auto-mark";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { PostStatus } from "@/components/ui/status";

const KEYS = [
  ["Enter", "Open the post"],
  ["M", "Move it: arrow keys choose, Enter saves, Escape cancels"],
  ["↑ ↓", "While moving: 15 minutes, in a month one week"],
  ["← →", "While moving: one day"],
] as const;

/** What the marks mean, and the keys. */
export function CalendarLegend() {
  return (
    <div className="pad legend d-only xs t2">
      <PostStatus status="published" />
      <PostStatus status="queued" />
      <PostStatus status="planned" />
      <span className="st">
        <span className="need-mark" aria-hidden="true" />
        Needs you
      </span>
      <span className="row row-2">
        <AutoMark only label="Will choose" /> Bandwagon will choose at that time
      </span>
      <PostStatus status="paused" word="Paused, held" />
      <span className="push t3 row row-2">
        Drag to move. Press <KeyList /> for keys
      </span>
    </div>
  );
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");

function KeyList() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "?" && !isTyping(event.target)) setOpen(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <button type="button" className="key-list" aria-label="Show the keys of the calendar">
          <Kbd>?</Kbd>
        </button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dlg" aria-describedby={undefined}>
          <Dialog.Title className="finding">Keys of the calendar</Dialog.Title>
          <dl className="keys pt-3">
            {KEYS.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <Kbd>{key}</Kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <div className="acts">
            <Dialog.Close asChild>
              <Button>Close</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
