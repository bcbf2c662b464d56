import { Problem } from "@/lib/contracts/common";

/** An answer of the API that is not a success; `problem.detail` is written for people. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ApiError";
    this.problem = problem;
  }

  /** The message for one field of a form, if the server blamed that field. */
  field(path: string): string | undefined {
    return this.problem.errors?.find((e) => e.path === path || e.path.startsWith(`${path}.`))
      ?.message;
  }
}

function unreachable(): ApiError {
  return new ApiError({
    type: "urn:bandwagon:offline",
    title: "No answer",
    status: 0,
    detail:
      "Bandwagon did not answer. Check the connection and try again; what you typed is still here.",
    code: "offline",
    requestId: "",
  });
}

export interface ApiRequest {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Sent as JSON; a file goes as it is. */
  body?: unknown;
  signal?: AbortSignal;
  /** Sent twice, it is done once. */
  idempotencyKey?: string;
}

/** Calls the product's own API and returns its JSON. @throws ApiError with a message that can be shown. */
export async function apiFetch<T>(path: string, request: ApiRequest = {}): Promise<T> {
  const { headers, body: sent } = toSent(request.body);
  const key = request.idempotencyKey;
  const response = await fetch(path, {
    method: request.method ?? "GET",
    headers: { ...headers, ...(key ? { "idempotency-key": key } : {}) },
    body: sent,
    signal: request.signal ?? null,
    credentials: "same-origin",
  }).catch((error: unknown) => {
    if (error instanceof Error && error.name === "AbortError") throw error;
    throw unreachable();
  });
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const problem = Problem.safeParse(body);
  throw problem.success ? new ApiError(problem.data) : unreachable();
}

function toSent(body: unknown): { headers: Record<string, string>; body: BodyInit | null } {
  if (body === undefined) return { headers: {}, body: null };
  if (body instanceof Blob) return { headers: {}, body };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Builds a query string from what is set. */
export function withQuery(
  path: string,
  query: Record<string, string | number | readonly string[] | undefined | null>,
): string {
  const pairs = Object.entries(query).flatMap(([k, v]) =>
    v === undefined || v === null || String(v) === "" ? [] : [[k, String(v)]],
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}
