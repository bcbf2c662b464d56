import type { DatabaseSync } from "node:sqlite";

/** The platforms that the sandbox imitates. Its own list: it shares no code with the product. */
export type SandboxPlatform = "x" | "youtube";

export interface SandboxApp {
  clientId: string;
  clientSecret: string;
  /** X calls it the consumer secret: it signs webhooks and CRC answers. */
  webhookSecret: string;
  /** App-only bearer (X webhooks and subscriptions). Null where the platform has none. */
  bearerToken: string | null;
}

export interface SandboxTimings {
  /** How long a video stays in processing, in scaled milliseconds. */
  videoProcessingMs: number;
  /** How long X works on uploaded video or GIF, in scaled milliseconds. */
  mediaProcessingMs: number;
  /** X refuses the same text from the same account within this time. */
  duplicateWindowMs: number;
  /** Time until about two thirds of a post's audience has seen it. */
  audienceScaleMs: Record<SandboxPlatform, number>;
}

export interface SandboxContext {
  readonly db: DatabaseSync;
  readonly dataDir: string;
  readonly baseUrl: string;
  readonly seed: string;
  /** The clock shared with the product; it may run faster than real time. */
  readonly now: () => Date;
  /** Real milliseconds, for what a person or a socket waits for. */
  readonly wall: () => number;
  readonly timings: SandboxTimings;
  readonly apps: Record<SandboxPlatform, SandboxApp>;
  readonly controlSecret: string;
  readonly redirectUris: Record<SandboxPlatform, readonly string[]>;
  /** Origins that may register for deliveries; null: any that a real platform would take. */
  readonly receivers: readonly string[] | null;
  readonly deliver: (request: Request) => Promise<Response>;
}

/** One request on its way through the router. */
export interface Call {
  readonly context: SandboxContext;
  readonly request: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Response | Promise<Response>;

export interface Route {
  method: string;
  /** Path under the base URL; `{name}` matches one segment. */
  path: string;
  handle: Handler;
}
