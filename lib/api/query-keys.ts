/** Every cache key starts with one of these words, so that an event can name what it makes stale. */
export const queryKeys = {
  accounts: () => ["accounts"] as const,
  account: (id: string) => ["accounts", id] as const,
  contacts: (filter?: Record<string, unknown>) =>
    filter ? (["contacts", filter] as const) : (["contacts"] as const),
  platforms: () => ["platforms"] as const,
  restingPlatforms: () => ["platforms", "resting"] as const,
  campaigns: () => ["campaigns"] as const,
  campaign: (id: string) => ["campaigns", id] as const,
  variants: (campaignId: string) => ["variants", campaignId] as const,
  approvals: (filter?: Record<string, unknown>) =>
    filter ? (["approvals", filter] as const) : (["approvals"] as const),
  approvalLinks: (campaignId: string) => ["approval-links", campaignId] as const,
  media: () => ["media"] as const,
  schedules: (campaignId?: string) =>
    campaignId ? (["schedules", campaignId] as const) : (["schedules"] as const),
  posts: (filter?: Record<string, unknown>) =>
    filter ? (["posts", filter] as const) : (["posts"] as const),
  post: (id: string) => ["posts", "one", id] as const,
  postAd: (postId: string) => ["posts", "one", postId, "ad"] as const,
  // Apart from accounts: what a post does is no reason to ask the platform again.
  adAccounts: (accountId: string) => ["ad-accounts", accountId] as const,
  calendar: (from?: string, to?: string) =>
    from ? (["calendar", from, to] as const) : (["calendar"] as const),
  summary: (filter?: Record<string, unknown>) =>
    filter ? (["analytics", filter] as const) : (["analytics"] as const),
  // Apart from the summary: they are read on their own time, however often a count moves.
  figures: (name: string, filter: Record<string, unknown>) => ["figures", name, filter] as const,
  links: (...part: string[]) => ["links", ...part] as const,
  optimizer: (campaignId?: string, platform?: string) =>
    campaignId ? (["optimizer", campaignId, platform] as const) : (["optimizer"] as const),
  learning: (...part: string[]) => ["learning", ...part] as const,
  reports: (...part: string[]) => ["reports", ...part] as const,
  audit: (filter?: Record<string, unknown>) =>
    filter ? (["audit", filter] as const) : (["audit"] as const),
  operations: () => ["operations"] as const,
  alarms: () => ["operations", "alarms"] as const,
  overview: () => ["overview"] as const,
  needs: () => ["overview", "needs"] as const,
  workspace: () => ["workspace"] as const,
  workspacePause: () => ["workspace", "pause"] as const,
  members: () => ["members"] as const,
  tokens: () => ["tokens"] as const,
  outboundWebhooks: () => ["outbound-webhooks"] as const,
  outboundWebhook: (id: string) => ["outbound-webhooks", id] as const,
  outboundDeliveries: (webhookId: string, status?: string) =>
    ["outbound-webhooks", webhookId, "deliveries", status ?? "all"] as const,
  outboundDelivery: (id: string) => ["outbound-webhooks", "delivery", id] as const,
  ai: () => ["ai"] as const,
  sandbox: (part?: "profiles" | "faults" | "ledger") =>
    part ? (["sandbox", part] as const) : (["sandbox"] as const),
};
