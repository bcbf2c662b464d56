export const POST_STATUSES = [
  "draft",
  "planned",
  "awaiting_approval",
  "queued",
  "publishing",
  "published",
  "pending",
  "blocked",
  "unknown",
  "parked",
  "failed",
  "skipped",
  "canceled",
  "deleted",
] as const;
export type PostStatus = (typeof POST_STATUSES)[number];

const MOVES: Record<PostStatus, readonly PostStatus[]> = {
  draft: ["awaiting_approval", "queued", "canceled"],
  planned: ["awaiting_approval", "queued", "skipped", "canceled", "failed"],
  awaiting_approval: ["queued", "draft", "canceled", "skipped", "failed"],
  queued: ["publishing", "draft", "awaiting_approval", "canceled", "skipped", "failed"],
  publishing: ["published", "pending", "queued", "blocked", "failed", "unknown"],
  pending: ["published", "failed", "unknown"],
  blocked: ["queued", "canceled", "failed"],
  unknown: ["published", "queued", "parked"],
  parked: ["published", "queued", "canceled"],
  failed: ["queued"],
  published: ["deleted"],
  skipped: ["queued"],
  canceled: [],
  deleted: [],
};

interface Command {
  from: readonly PostStatus[];
  to: PostStatus;
}

/**
 * What people and the product do to a post, from which statuses, and where it then stands. What the
 * platform answers is `decide`'s to say; both keep to the moves above.
 */
export const COMMANDS = {
  /** Also of one that was released and is edited since. */
  ask_approval: { from: ["draft", "planned", "queued"], to: "awaiting_approval" },
  approve: { from: ["planned", "awaiting_approval"], to: "queued" },
  /** A draft is posted by nobody until a person, or a program, gives it a time. */
  plan: { from: ["draft"], to: "queued" },
  redraft: { from: ["awaiting_approval", "queued"], to: "draft" },
  claim: { from: ["queued"], to: "publishing" },
  lapse: { from: ["publishing"], to: "unknown" },
  reconnected: { from: ["blocked"], to: "queued" },
  skip: { from: ["planned", "awaiting_approval", "queued"], to: "skipped" },
  cancel: {
    from: ["draft", "planned", "awaiting_approval", "queued", "blocked", "parked"],
    to: "canceled",
  },
  too_late: { from: ["planned", "awaiting_approval", "queued", "blocked"], to: "failed" },
  /** A person wants it out after all. It was never sent, so nothing can be out twice. */
  post_anyway: { from: ["skipped"], to: "queued" },
  retry: { from: ["failed", "blocked", "parked"], to: "queued" },
  found: { from: ["parked"], to: "published" },
  gone: { from: ["published"], to: "deleted" },
} as const satisfies Record<string, Command>;
export type PostCommand = keyof typeof COMMANDS;

const LABELS: Record<PostStatus, string> = {
  draft: "Draft",
  planned: "Planned",
  awaiting_approval: "Awaiting approval",
  queued: "Queued",
  publishing: "Publishing",
  published: "Published",
  pending: "Platform is processing",
  blocked: "Needs the account",
  unknown: "Checking",
  parked: "Needs you",
  failed: "Failed",
  skipped: "Skipped",
  canceled: "Canceled",
  deleted: "Removed",
};

const TERMINAL: ReadonlySet<PostStatus> = new Set([
  "published",
  "failed",
  "skipped",
  "canceled",
  "deleted",
]);

export function canMove(from: PostStatus, to: PostStatus): boolean {
  return MOVES[from].includes(to);
}

export function statusLabel(status: PostStatus): string {
  return LABELS[status];
}

/** True when the product itself will do nothing more with the post; a person still may. */
export function isTerminal(status: PostStatus): boolean {
  return TERMINAL.has(status);
}
