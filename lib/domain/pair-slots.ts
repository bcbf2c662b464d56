interface Placed {
  slotAt: Date;
}

export interface Pairing<Slot> {
  moves: { slot: Slot; to: Date }[];
  /** Slots for which the cadence has no run any more. */
  lost: Slot[];
  /** Runs that have no slot yet. */
  missing: Date[];
}

// No rule moves a run by more than a day.
const FURTHEST_MS = 86_400_000;

/**
 * Which slot stands for which run after a zone's rules changed: a slot at a run's instant is that
 * run's; of the others each goes to the nearest run that is free, the earliest slot first.
 */
export function pairSlots<Slot extends Placed>(
  slots: readonly Slot[],
  runs: readonly Date[],
): Pairing<Slot> {
  const placed = new Set(slots.map(({ slotAt }) => slotAt.getTime()));
  const wanted = new Set(runs.map((run) => run.getTime()));
  const free = runs.filter((run) => !placed.has(run.getTime()));
  const pairing: Pairing<Slot> = { moves: [], lost: [], missing: free };
  for (const slot of slots) {
    if (wanted.has(slot.slotAt.getTime())) continue;
    const to = nearest(pairing.missing, slot.slotAt);
    if (to === undefined) {
      pairing.lost.push(slot);
      continue;
    }
    pairing.moves.push({ slot, to });
    pairing.missing = pairing.missing.filter((run) => run !== to);
  }
  return pairing;
}

function nearest(runs: readonly Date[], at: Date): Date | undefined {
  const away = (run: Date) => Math.abs(run.getTime() - at.getTime());
  return runs
    .filter((run) => away(run) <= FURTHEST_MS)
    .reduce<Date | undefined>(
      (best, run) => (best === undefined || away(run) < away(best) ? run : best),
      undefined,
    );
}
