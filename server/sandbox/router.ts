import { createWriterRoutes } from "./ai/chat";
import { sendAvatar } from "./avatar";
import type { Route, SandboxContext } from "./context";
import { controlRoutes } from "./control";
import { json } from "./respond";

const ownRoutes: readonly Route[] = [
  ...createWriterRoutes,
  ...controlRoutes,
  { method: "GET", path: "avatars/{file}", handle: sendAvatar },
];

interface CompiledRoute extends Route {
  pattern: RegExp;
}

/** The platforms' routes beside the sandbox's own. Where two fit a path, the first answers. */
export function compileRoutes(platformRoutes: readonly Route[]): CompiledRoute[] {
  return [...platformRoutes, ...ownRoutes].map((route) => {
    const source = route.path
      .split("/")
      .map((part) =>
        part
          .split(/(\{\w+\})/)
          .map(toPattern)
          .join(""),
      )
      .join("/");
    return { ...route, pattern: new RegExp(`^${source}$`) };
  });
}

function toPattern(piece: string): string {
  return /^\{\w+\}$/.test(piece) ? `(?<${piece.slice(1, -1)}>[^/]+)` : escapePattern(piece);
}

function escapePattern(part: string): string {
  return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Only the path below the base counts: a proxy may have changed host and scheme. */
export async function routeRequest(
  context: SandboxContext,
  routes: readonly CompiledRoute[],
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  const base = new URL(context.baseUrl).pathname.replace(/\/$/, "");
  if (!url.pathname.startsWith(`${base}/`)) return json(404, { error: "Not the sandbox." });
  const path = url.pathname.slice(base.length + 1);
  const matches = routes.filter((route) => route.pattern.test(path));
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
