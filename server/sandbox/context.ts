import type { DatabaseSync } from "node:sqlite";
import type { PlatformModule } from "./platform-module";

/** Name of a platform that the sandbox imitates: one of the context's modules. */
export type SandboxPlatform = string;

export interface SandboxApp {
  clientId: string;
  clientSecret: string;
  /** Signs webhooks and proofs of ownership. Some platforms call it the app or consumer secret. */
  webhookSecret: string;
  /** App-only bearer. Null where the platform has none. */
  bearerToken: string | null;
}

export interface SandboxTimings {
  /** How long a video stays in processing, in scaled milliseconds. */
  videoProcessingMs: number;
  /** How long a platform works on uploaded media before it can be posted, in scaled milliseconds. */
  mediaProcessingMs: number;
  /** The same text from the same account is refused within this time, where the platform does so. */
  duplicateWindowMs: number;
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
  readonly modules: ReadonlyMap<SandboxPlatform, PlatformModule>;
  readonly apps: Readonly<Record<SandboxPlatform, SandboxApp>>;
  readonly controlSecret: string;
  readonly redirectUris: Readonly<Record<SandboxPlatform, readonly string[]>>;
  /** Where the app's settings page of a platform says that events go. */
  readonly webhookUrls: Readonly<Record<SandboxPlatform, string>>;
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
  /** Path under the base URL; `{name}` matches within one segment, as in "graph/{version}/{page}/feed". */
  path: string;
  handle: Handler;
}
