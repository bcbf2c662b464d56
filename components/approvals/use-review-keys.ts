"use client";

import { type RefObject, useEffect, useRef } from "react";

const STEPS: Record<string, number> = { j: 1, arrowdown: 1, k: -1, arrowup: -1 };
/** What a key presses where it is no button with a key of its own. */
const PARTS: Record<string, string> = { x: "[role=checkbox]" };
const BUSY = "input, textarea, select, [role=dialog], [role=alertdialog], [role=menu]";

const isElsewhere = (target: EventTarget | null) =>
  target instanceof Element && target.closest(BUSY) !== null;

const cardOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-review]") : null;

const listCards = (list: HTMLElement | null) => [
  ...(list?.querySelectorAll<HTMLElement>("[data-review]") ?? []),
];

function focusAt(cards: readonly HTMLElement[], at: number) {
  const card = cards[Math.max(0, Math.min(at, cards.length - 1))];
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest" });
}

/** Does what a key means; false where it means nothing here. */
function press(key: string, list: HTMLElement | null): boolean {
  const current = cardOf(document.activeElement);
  const step = STEPS[key];
  // Arrows scroll the page until a card is chosen.
  if (step !== undefined && (current || !key.startsWith("arrow"))) {
    const cards = listCards(list);
    focusAt(cards, current ? cards.indexOf(current) + step : 0);
    return true;
  }
  const wanted = PARTS[key] ?? `[data-key="${CSS.escape(key)}"]`;
  const button = current?.querySelector<HTMLElement>(wanted);
  button?.click();
  return Boolean(button);
}

/**
 * Moves through the cards and presses their buttons. Where the focused card goes away, the one that
 * takes its place is focused, so that a queue can be worked through without a mouse.
 */
export function useReviewKeys(list: RefObject<HTMLElement | null>): void {
  const place = useRef<number | null>(null);

  useEffect(() => {
    if (place.current !== null && document.activeElement === document.body)
      focusAt(listCards(list.current), place.current);
  });

  useEffect(() => {
    const note = (event: FocusEvent) => {
      const card = cardOf(event.target);
      place.current = card ? listCards(list.current).indexOf(card) : null;
    };
    const forget = () => {
      place.current = null;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      if (press(event.key.toLowerCase(), list.current)) event.preventDefault();
    };
    document.addEventListener("focusin", note);
    document.addEventListener("pointerdown", forget);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("focusin", note);
      document.removeEventListener("pointerdown", forget);
      document.removeEventListener("keydown", onKey);
    };
  }, [list]);
}
