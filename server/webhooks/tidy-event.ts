import { toJsonText } from "@/server/db/to-jsonb";
import type { NormalizedEvent } from "@/server/platforms/webhook-spec";

const BEYOND_DATES = Date.UTC(10_000, 0);

/** What anybody on the other side wrote, as the database takes it: one odd event must not stop the rest. */
export function tidyEvent({ at, ...event }: NormalizedEvent): NormalizedEvent {
  const tidy = JSON.parse(toJsonText(event)) as Omit<NormalizedEvent, "at">;
  return { ...tidy, at: at && isInstant(at) ? at : null };
}

const isInstant = (at: Date) => at.getTime() > 0 && at.getTime() < BEYOND_DATES;
