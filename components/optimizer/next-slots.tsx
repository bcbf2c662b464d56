"use client";

import { CalendarBlankIcon, PenNibIcon } from "@phosphor-icons/react/ssr";
import { type CSSProperties, useState } from "react";
import { ChooseSheet } from "@/components/optimizer/choose-sheet";
import { showOddsOf } from "@/components/optimizer/figure-words";
import { SlotChooser } from "@/components/optimizer/slot-chooser";
import { usePinVariant } from "@/components/optimizer/use-optimizer";
import { useZone } from "@/components/providers/zone";
import { Arm, armColor } from "@/components/ui/arm";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { formatInZone } from "@/components/ui/zoned-format";
import type { NextSlot, OptimizerPanel } from "@/lib/contracts/optimizer";

/** The coming slots: what would be posted, and the way to choose oneself. */
export function NextSlots({ panel, canChoose }: { panel: OptimizerPanel; canChoose: boolean }) {
  const zone = useZone();
  const [choosing, setChoosing] = useState<NextSlot | null>(null);
  const [next, ...later] = panel.nextSlots;
  if (!next) return <NoSlots campaignId={panel.campaign.id} />;
  const note = <Time at={next.dueAt} zone={zone} format="date-time" withZone />;
  return (
    <>
      <Section title="Next slot" note={note} actions={<SlotChooser slot={next} />}>
        <FirstSlot slot={next} onChoose={canChoose ? () => setChoosing(next) : undefined} />
      </Section>
      {later.length > 0 ? (
        <Section title="After that" note={<span className="xs">{laterNote(later)}</span>}>
          <ul className="grid gap-2">
            {later.map((slot) => (
              <LaterSlot
                key={slot.postId}
                slot={slot}
                tagged={panel.sandbox === "some"}
                onChoose={canChoose ? () => setChoosing(slot) : undefined}
              />
            ))}
          </ul>
        </Section>
      ) : null}
      {choosing ? (
        <ChooseSheet panel={panel} slot={choosing} onClose={() => setChoosing(null)} />
      ) : null}
    </>
  );
}

/** Said once for all of them: five marks in a row would outshine the one slot that is next. */
function laterNote(later: readonly NextSlot[]): string | null {
  return later.some(willChoose) ? "Bandwagon chooses, unless you do" : null;
}

const willChoose = ({ pinned, paused, optimizerOn }: NextSlot): boolean =>
  pinned === null && !paused && optimizerOn;

function NoSlots({ campaignId }: { campaignId: string }) {
  return (
    <Section title="Next slot">
      <p className="t2" style={{ marginBottom: 10 }}>
        Nothing is planned here. Give the campaign a schedule, and its slots appear.
      </p>
      <div className="row row-2 wrap">
        <LinkButton size="sm" href={`/campaigns/${campaignId}/schedule`}>
          Schedule posts
        </LinkButton>
        <BestTimes />
      </div>
    </Section>
  );
}

/** With a single campaign there is no list of campaigns that leads there. */
function BestTimes() {
  return (
    <LinkButton size="sm" variant="quiet" href="/optimizer/best-times">
      Best times
    </LinkButton>
  );
}

type FirstSlotProps = {
  slot: NextSlot;
  /** Absent for those who may only look. */
  onChoose?: () => void;
};

function FirstSlot({ slot, onChoose }: FirstSlotProps) {
  const zone = useZone();
  const pin = usePinVariant();
  const giveBack = () =>
    pin.mutate(
      { postId: slot.postId, variantId: null },
      { onSuccess: () => toast.success("Bandwagon chooses this slot again") },
    );
  return (
    <>
      <OddsBar slot={slot} />
      {!slot.pinned && slot.odds.length > 1 ? (
        <p className="t3 xs" style={{ marginTop: 6 }}>
          Chance to be posted here, which is not the chance to be the best.
        </p>
      ) : null}
      <p className="t2 xs" style={{ margin: "9px 0 10px", overflowWrap: "anywhere" }}>
        {inWords(slot, formatInZone(slot.dueAt, zone, "time"))}{" "}
        <span className="t3">
          On {slot.accountHandle} {slot.sandbox ? <SandboxTag /> : null}
        </span>
      </p>
      <div className="row row-2 wrap">
        {onChoose ? (
          <Button
            size="sm"
            icon={<PenNibIcon className="i" aria-hidden="true" />}
            onClick={onChoose}
          >
            Choose myself
          </Button>
        ) : null}
        {slot.pinned && onChoose ? (
          <Button size="sm" variant="quiet" onClick={giveBack} loading={pin.isPending}>
            Give the choice back
          </Button>
        ) : null}
        <LinkButton
          size="sm"
          variant="quiet"
          href="/calendar"
          icon={<CalendarBlankIcon className="i" aria-hidden="true" />}
        >
          Skip or move
        </LinkButton>
        <BestTimes />
      </div>
    </>
  );
}

function inWords(slot: NextSlot, time: string): string {
  if (slot.pinned) {
    const note = slot.overrideNote ? ` “${slot.overrideNote}”` : "";
    return `${slot.pinned.letter}, ${slot.pinned.label}, is pinned.${note}${slot.paused ? ` ${pausedWords(slot, time)}` : ""}`;
  }
  if (slot.paused) return pausedWords(slot, time);
  if (!slot.optimizerOn) return "The optimizer is off for this schedule: variants take turns.";
  if (slot.odds.length === 0) return "No variant may be posted here yet. Write or mend one first.";
  const why = slot.learning ? ", to learn" : "";
  const told = showOddsOf(slot.odds.map(({ share }) => share));
  const [first, ...others] = slot.odds
    .map((each, at) => ({ ...each, odds: told[at] }))
    .toSorted((a, b) => b.share - a.share);
  const now =
    first && others.length > 0
      ? `${first.letter} goes out with a chance of ${first.odds}`
      : `${first?.letter} goes out`;
  const decided = slot.overdue
    ? `It was due at ${time} and waits to go out.`
    : `Decided at ${time}, with whatever has come in by then.`;
  return `As things stand ${now}${why}. ${decided}`;
}

function pausedWords({ overdue }: NextSlot, time: string): string {
  return overdue
    ? `Paused: it was due at ${time} and waits until you resume.`
    : "Paused: nothing is chosen or posted until you resume.";
}

function OddsBar({ slot }: { slot: NextSlot }) {
  const shares = slot.pinned ? [{ ...slot.pinned, share: 1 }] : slot.odds;
  if (shares.length === 0) return null;
  const odds = showOddsOf(shares.map(({ share }) => share));
  const words = shares.map((each, at) => `${each.letter} ${odds[at]}`);
  const text = {
    color: "var(--on-arm)",
    font: "640 11px/26px var(--font-sans)",
    paddingInline: "min(7px, 3%)",
  };
  return (
    <div
      className="split"
      style={{ height: 26 }}
      role="img"
      aria-label={`Chance to be posted: ${words.join(", ")}`}
    >
      {shares.map((each, i) => (
        <i
          key={each.letter}
          className="nw overflow-hidden not-italic"
          title={words[i]}
          style={
            {
              "--c": armColor(each.letter),
              width: `${each.share * 100}%`,
              ...text,
            } as CSSProperties
          }
        >
          {each.share >= 0.15 ? words[i] : each.share >= 0.06 ? each.letter : null}
        </i>
      ))}
    </div>
  );
}

type LaterSlotProps = { slot: NextSlot; tagged: boolean; onChoose?: () => void };

function LaterSlot({ slot, tagged, onChoose }: LaterSlotProps) {
  const zone = useZone();
  const when = formatInZone(slot.dueAt, zone, "date-time");
  return (
    <li className="row wrap" style={{ minHeight: 32 }}>
      <span className="min-w-0" style={{ overflowWrap: "anywhere" }}>
        <Time at={slot.dueAt} zone={zone} format="date-time" />
        <span className="t3 xs block">{slot.accountHandle}</span>
      </span>
      {tagged && slot.sandbox ? <SandboxTag /> : null}
      <span className="push row row-2">
        {slot.pinned ? <Arm letter={slot.pinned.letter} /> : null}
        {willChoose(slot) ? null : <SlotChooser slot={slot} />}
        {onChoose ? (
          <Button
            size="sm"
            aria-label={`Override ${when}, ${slot.accountHandle}`}
            onClick={onChoose}
          >
            Override
          </Button>
        ) : null}
      </span>
    </li>
  );
}
