export const postingScopes: readonly string[] = ["pages_manage_posts", "pages_read_engagement"];
export const readingScopes: readonly string[] = ["pages_read_engagement"];
export const insightScopes: readonly string[] = ["read_insights", "pages_read_engagement"];
