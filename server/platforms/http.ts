import { lookup as systemLookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import type { Readable } from "node:stream";
import { Agent, type Dispatcher, request as send } from "undici";
import { type AllowList, isPrivateAddress, parseAllowList, stripBrackets } from "./egress-address";
import { type EgressErrorCode, listCauses, systemCode, toFailure } from "./egress-failure";
import { redactUrl } from "./egress-log";
import { parseJson } from "./parse-json";

/** `operator`: the URL comes from the environment or a platform's fixed base. `typed`: a person typed it. */
export type EgressTrust = "operator" | "typed";

export interface EgressRequest {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
  headers?: Record<string, string>;
  /** A stream is sent once, and needs a content-length. */
  body?: string | Uint8Array | Readable;
  timeoutMs?: number;
  maxBytes?: number;
  /** `error` (default): a redirect throws. `follow`: at most three hops, each checked anew. */
  redirect?: "error" | "follow";
  trust: EgressTrust;
}

export interface EgressResponse {
  status: number;
  /** Names in lower case; repeated headers are joined by ", ". */
  headers: Record<string, string>;
  bytes: Uint8Array;
  text(): string;
  /** Undefined where the body is not JSON. */
  json(): unknown;
}

export interface EgressClient {
  request(url: string, init: EgressRequest): Promise<EgressResponse>;
  close(): Promise<void>;
}

export class EgressError extends Error {
  override readonly name = "EgressError";

  /** By name: the client lives in the server bundle and is used from Next's, which has its own copy. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "EgressError";
  }

  constructor(
    readonly code: EgressErrorCode,
    message: string,
    /** `no`: surely nothing reached the other side, so that a repeat is safe. */
    readonly sent: "no" | "maybe",
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

export type ResolveHost = (
  hostname: string,
) => Promise<ReadonlyArray<{ address: string; family: number }>>;

export interface EgressOptions {
  /** EGRESS_ALLOW: hosts, host:port, addresses or CIDR ranges that typed URLs may reach. */
  allow: readonly string[];
  /** URLs from the operator's environment (sandbox, model endpoint); only their origin counts. */
  trustedOrigins: readonly string[];
  log?: (line: string) => void;
  timeoutMs?: number;
  maxBytes?: number;
  resolve?: ResolveHost;
}

const MAX_REDIRECTS = 3;
const REDIRECT_STATUS = new Set([301, 302, 303, 307, 308]);
const KEPT_ACROSS_ORIGINS = new Set(["accept", "accept-language", "content-type", "user-agent"]);

// What each pool of connections may connect to. The check sits in the pool's own lookup, so the
// address that was judged is the address that is dialled, whatever DNS says a moment later.
type Reach = "anywhere" | "public" | "ranges";

const defaultResolve: ResolveHost = (hostname) => systemLookup(hostname, { all: true });

export function createEgress(options: EgressOptions): EgressClient {
  const allow = parseAllowList(options.allow);
  const trusted = new Set(options.trustedOrigins.map((url) => new URL(url).origin));
  const resolve = options.resolve ?? defaultResolve;
  const agents: Record<Reach, Agent> = {
    anywhere: pinnedAgent("anywhere", allow, resolve),
    public: pinnedAgent("public", allow, resolve),
    ranges: pinnedAgent("ranges", allow, resolve),
  };
  const limits = {
    timeoutMs: options.timeoutMs ?? 20_000,
    maxBytes: options.maxBytes ?? 5_000_000,
  };

  async function hop(url: URL, init: EgressRequest, signal: AbortSignal) {
    const reach = reachFor(url, init.trust, trusted, allow);
    const startedAt = performance.now();
    const method = init.method ?? "GET";
    const note = (result: string) =>
      options.log?.(
        `${method} ${redactUrl(url)} ${result} ${Math.round(performance.now() - startedAt)}ms`,
      );
    try {
      const answer = await send(url, {
        method,
        headers: { "user-agent": "Bandwagon/1", ...init.headers },
        body: init.body ?? null,
        dispatcher: agents[reach],
        signal,
      });
      const response = await readResponse(answer, init.maxBytes ?? limits.maxBytes);
      note(String(response.status));
      return response;
    } catch (error) {
      const failure = toEgressError(error, url);
      const code = systemCode(error);
      note(code ? `${failure.code} (${code})` : failure.code);
      throw failure;
    }
  }

  async function request(target: string, init: EgressRequest): Promise<EgressResponse> {
    let url = parseUrl(target);
    let current = init;
    const signal = AbortSignal.timeout(init.timeoutMs ?? limits.timeoutMs);
    for (let hops = 0; ; hops++) {
      const response = await hop(url, current, signal).catch((error: unknown) => {
        throw hops > 0 && error instanceof EgressError ? afterSending(error) : error;
      });
      const location = response.headers.location;
      if (!REDIRECT_STATUS.has(response.status) || !location) return response;
      if ((init.redirect ?? "error") === "error") {
        throw new EgressError("redirect", `${url.host} answered with a redirect`, "maybe");
      }
      if (hops >= MAX_REDIRECTS) {
        throw new EgressError("too_many_redirects", `${url.host} redirects too often`, "maybe");
      }
      const next = parseUrl(new URL(location, url).href, "maybe");
      current = afterRedirect(current, response.status, url, next);
      url = next;
    }
  }

  return {
    request,
    close: async () => {
      await Promise.all(Object.values(agents).map((agent) => agent.close()));
    },
  };
}

function parseUrl(target: string, sent: "no" | "maybe" = "no"): URL {
  const url = URL.canParse(target) ? new URL(target) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new EgressError("scheme", "Only http and https addresses can be called", sent);
  }
  if (url.username || url.password) {
    throw new EgressError("scheme", "The address must not contain a user name or password", sent);
  }
  return url;
}

function reachFor(url: URL, trust: EgressTrust, trusted: Set<string>, allow: AllowList): Reach {
  if (trust === "operator" && trusted.has(url.origin)) return "anywhere";
  const host = stripBrackets(url.hostname);
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  if (allow.allowsHost(host, port)) return "anywhere";
  const isAddress = isIP(host) !== 0;
  if (url.protocol === "http:" && !allow.hasRanges) {
    if (isAddress && isPrivateAddress(host)) throw privateAddress(host);
    throw new EgressError("scheme", `${url.host} must be called over https`, "no");
  }
  const reach: Reach = url.protocol === "http:" ? "ranges" : "public";
  // A literal address never passes through a lookup, so it is judged here.
  if (isAddress) assertReachable(host, host, reach, allow);
  return reach;
}

function assertReachable(host: string, address: string, reach: Reach, allow: AllowList): void {
  if (reach === "anywhere" || allow.allowsAddress(address)) return;
  if (isPrivateAddress(address)) throw privateAddress(host);
  if (reach === "ranges") {
    throw new EgressError("scheme", `${host} must be called over https`, "no");
  }
}

function privateAddress(host: string): EgressError {
  return new EgressError(
    "private_address",
    `${host} is an address inside a private network. Add it to EGRESS_ALLOW to permit it`,
    "no",
  );
}

function pinnedAgent(reach: Reach, allow: AllowList, resolve: ResolveHost): Agent {
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname)
      .then((found) => {
        const first = found[0];
        if (!first) throw new EgressError("dns", `${hostname} has no address`, "no");
        // One private answer among public ones is already an attempt to get inside.
        for (const { address } of found) assertReachable(hostname, address, reach, allow);
        if (options.all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      })
      .catch((error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), "", 4);
      });
  };
  return new Agent({
    connect: { lookup, timeout: 10_000 },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

async function readResponse(
  answer: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<EgressResponse> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      answer.body.destroy();
      throw new EgressError("too_large", `The answer is larger than ${maxBytes} bytes`, "maybe");
    }
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(Buffer.concat(chunks));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const text = () => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return {
    status: answer.statusCode,
    headers,
    bytes,
    text,
    json: () => parseJson(text()),
  };
}

function afterRedirect(init: EgressRequest, status: number, from: URL, to: URL): EgressRequest {
  const method = init.method ?? "GET";
  const asGet = status === 303 || (method === "POST" && (status === 301 || status === 302));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(init.headers ?? {})) {
    const lower = name.toLowerCase();
    if (from.origin !== to.origin && !KEPT_ACROSS_ORIGINS.has(lower)) continue;
    if (asGet && lower === "content-type") continue;
    headers[name] = value;
  }
  return asGet
    ? {
        ...init,
        headers,
        method: method === "HEAD" ? "HEAD" : "GET",
        body: undefined,
      }
    : { ...init, headers };
}

function toEgressError(error: unknown, url: URL): EgressError {
  const own = listCauses(error).find((cause) => cause instanceof EgressError);
  if (own) return own;
  const { code, message, sent } = toFailure(error, url);
  return new EgressError(code, message, sent, { cause: error });
}

/** A failure at a later hop: the first one was reached. */
function afterSending({ code, message, cause }: EgressError): EgressError {
  return new EgressError(code, message, "maybe", { cause });
}
