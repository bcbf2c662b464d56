/** What the overview's parts have in common: the world in view and the workspace's day. */
export interface OverviewScope {
  workspaceId: string;
  sandbox: boolean;
  allPaused: boolean;
  minGapMinutes: number;
  zone: string;
  now: Date;
  dayStart: Date;
  dayEnd: Date;
}

/** Statuses of a post that is still to go out. */
export const AHEAD = ["planned", "awaiting_approval", "queued"] as const;
