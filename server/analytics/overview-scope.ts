import type { PauseView } from "@/lib/contracts/schedules";

/** What the overview's parts have in common: the world in view and the workspace's day. */
export interface OverviewScope {
  workspaceId: string;
  sandbox: boolean;
  /** Null: nothing holds everything. */
  pause: PauseView | null;
  minGapMinutes: number;
  zone: string;
  now: Date;
  dayStart: Date;
  dayEnd: Date;
}

/** Statuses of a post that is still to go out. */
export const AHEAD = ["planned", "awaiting_approval", "queued"] as const;
