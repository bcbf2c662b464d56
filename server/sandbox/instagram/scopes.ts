export const publishScopes: readonly string[] = ["instagram_basic", "instagram_content_publish"];
export const readScopes: readonly string[] = ["instagram_basic"];
export const insightScopes: readonly string[] = ["instagram_basic", "instagram_manage_insights"];
export const removeScopes: readonly string[] = ["instagram_basic", "instagram_manage_contents"];
