type Level = "workspace" | "account" | "campaign" | "schedule";

const WHAT: Record<Level, string> = {
  workspace: "everything",
  account: "the account",
  campaign: "the campaign",
  schedule: "the schedule",
};

/** Why a post did not go out. `by`: null where nobody noted who paused. */
export function pausedAtItsTime(level: Level, by: string | null): string {
  const what = WHAT[level];
  const was = level === "workspace" ? "everything was paused" : `${what} was paused`;
  return `Paused at its time: ${by === null ? was : `${by} had paused ${what}`}.`;
}
