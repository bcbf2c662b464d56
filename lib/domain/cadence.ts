export const CADENCES = ["daily", "weekdays", "weekly", "custom"] as const;
export type Cadence = (typeof CADENCES)[number];

export interface CadenceDraft {
  cadence: Cadence;
  /** "HH:mm" on the wall clock; not used by a custom cadence. */
  time: string;
  /** 0 is Sunday, as in cron. */
  weekday: number;
  /** What a person wrote; used by a custom cadence only. */
  custom: string;
}

/** The cron line of a choice. Empty while something is missing. */
export function toCron(draft: CadenceDraft): string {
  if (draft.cadence === "custom") return draft.custom.trim();
  const clock = /^(\d{2}):(\d{2})/.exec(draft.time);
  if (!clock) return "";
  const at = `${Number(clock[2])} ${Number(clock[1])} * *`;
  if (draft.cadence === "daily") return `${at} *`;
  return draft.cadence === "weekdays" ? `${at} 1-5` : `${at} ${draft.weekday}`;
}

/** The choice that a cron line stands for; whatever is not a preset is custom. */
export function fromCron(cron: string): CadenceDraft {
  const simple = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|[0-6])$/.exec(cron.trim());
  const [, minute = "0", hour = "9", days = ""] = simple ?? [];
  const draft = {
    time: `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`,
    weekday: /^\d$/.test(days) ? Number(days) : 1,
    custom: cron.trim(),
  };
  if (!simple) return { ...draft, cadence: "custom" };
  if (days === "*") return { ...draft, cadence: "daily" };
  return { ...draft, cadence: days === "1-5" ? "weekdays" : "weekly" };
}
