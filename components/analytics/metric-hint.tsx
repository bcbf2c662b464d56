"use client";

import { QuestionIcon } from "@phosphor-icons/react/ssr";
import { Popover } from "radix-ui";
import { type PointerEvent, useId, useRef, useState } from "react";
import {
  METRIC_MEANINGS,
  type MetricTerm,
  metricSources,
} from "@/components/analytics/metric-terms";

/**
 * What a figure counts and where it comes from: stands after its name. Opens by pointing, by focus
 * from the keyboard and by a tap; what it says is read out with its button.
 */
export function MetricHint({ metric }: { metric: MetricTerm }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const { name, counts } = METRIC_MEANINGS[metric];
  const byMouse = (next: boolean) => (event: PointerEvent) => {
    if (event.pointerType === "mouse") setOpen(next);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        <button
          type="button"
          ref={button}
          className="metric-hint"
          aria-label={`What ${name.toLowerCase()} means`}
          aria-describedby={id}
          data-open={open || undefined}
          data-undrawn
          onPointerEnter={byMouse(true)}
          onPointerLeave={byMouse(false)}
          onFocus={({ currentTarget }) => {
            if (currentTarget.matches(":focus-visible")) setOpen(true);
          }}
          onBlur={() => setOpen(false)}
          onClick={() => setOpen(true)}
        >
          <QuestionIcon className="i" aria-hidden="true" />
        </button>
      </Popover.Anchor>
      <span id={id} hidden>
        {counts}
      </span>
      <Popover.Portal>
        <Popover.Content
          className="hint-tip metric-tip"
          role="tooltip"
          side="top"
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            const { target } = event;
            if (target instanceof Node && button.current?.contains(target)) event.preventDefault();
          }}
        >
          <p>
            <b className="b">{name}.</b> {counts}
          </p>
          <Sources metric={metric} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Sources({ metric }: { metric: MetricTerm }) {
  return metricSources(metric).map(({ words, platforms }) => (
    <p key={words} className="t2">
      {words} {platforms.join(", ")}.
    </p>
  ));
}
