import { createWriterRoutes } from "./ai/chat";
import { sendAvatar } from "./avatar";
import type { Route, SandboxContext } from "./context";
import { controlRoutes } from "./control";
import { permalinkRoutes } from "./permalinks";
import { json } from "./respond";
import { xMediaRoutes } from "./x/media";
import { xOAuthRoutes } from "./x/oauth";
import { xTweetRoutes } from "./x/tweets";
import { xUserRoutes } from "./x/users";
import { xWebhookRoutes } from "./x/webhooks";
import { youtubeHubRoutes } from "./youtube/hub";
import { youtubeOAuthRoutes } from "./youtube/oauth";
import { youtubeUploadRoutes } from "./youtube/upload";
import { youtubeVideoRoutes } from "./youtube/videos";

const routes: readonly Route[] = [
  ...xOAuthRoutes,
  ...xTweetRoutes,
  ...xMediaRoutes,
  ...xUserRoutes,
  ...xWebhookRoutes,
  ...youtubeOAuthRoutes,
  ...youtubeUploadRoutes,
  ...youtubeVideoRoutes,
  ...youtubeHubRoutes,
  ...permalinkRoutes,
  ...createWriterRoutes,
  ...controlRoutes,
  { method: "GET", path: "avatars/{file}", handle: sendAvatar },
];

const compiled = routes.map((route) => {
  const source = route.path
    .split("/")
    .map((part) =>
      /^\{\w+\}$/.test(part) ? `(?<${part.slice(1, -1)}>[^/]+)` : escapePattern(part),
    )
    .join("/");
  return { ...route, pattern: new RegExp(`^${source}$`) };
});

function escapePattern(part: string): string {
  return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Only the path below the base counts: a proxy may have changed host and scheme. */
export async function routeRequest(context: SandboxContext, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const base = new URL(context.baseUrl).pathname.replace(/\/$/, "");
  if (!url.pathname.startsWith(`${base}/`)) return json(404, { error: "Not the sandbox." });
  const path = url.pathname.slice(base.length + 1);
  const matches = compiled.filter((route) => route.pattern.test(path));
  const route = matches.find((candidate) => candidate.method === request.method);
  if (!route) {
    return matches.length > 0
      ? json(405, { error: "Method not allowed." })
      : json(404, { error: "The sandbox does not imitate this path." });
  }
  const groups = route.pattern.exec(path)?.groups ?? {};
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) params[name] = decode(value);
  return route.handle({ context, request, url, params });
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
