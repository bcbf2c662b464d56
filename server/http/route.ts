import type { z } from "zod";
import type { Ctx, Scope } from "@/server/context";
import { uuidv7 } from "@/server/db/uuid";
import { AppError } from "@/server/errors";
import { authenticate, type Identity } from "@/server/http/authenticate";
import { parseJson, readBulkBytes, readBytes, readJsonBytes, unpackBulk } from "@/server/http/body";
import { type Idempotency, readIdempotency } from "@/server/http/idempotency";
import { assertSameOrigin } from "@/server/http/origin";
import { toProblemResponse } from "@/server/http/problem";
import { type Limit, limitRate } from "@/server/http/rate-limit";
import { takeTurn } from "@/server/http/take-turn";
import { getRuntime, type Runtime } from "@/server/runtime";

type Schema = z.ZodType | undefined;
type Out<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;

export interface RouteInput<P extends Schema, Q extends Schema, B extends Schema> {
  params: Out<P>;
  query: Out<Q>;
  body: Out<B>;
  /** Of a route that honours the header Idempotency-Key, where one was sent. */
  idempotency: Idempotency | null;
  request: Request;
}

/**
 * Tells the caller by something else than a session or a token; null: it is one of those after all.
 * `read` gives the body as it was sent. @throws AppError `unauthenticated`.
 */
export type Identify = (
  runtime: Runtime,
  request: Request,
  read: () => Promise<Uint8Array>,
) => Promise<Identified | null>;

/** No person or token stands behind it: how much is too much is said along. */
interface Identified extends Identity {
  by: "other";
  limit: Limit & { key: string };
}

interface RouteSpec<P extends Schema, Q extends Schema, B extends Schema, R> {
  scope: Scope;
  identify?: Identify;
  params?: P;
  query?: Q;
  body?: B;
  /** The verb honours the header Idempotency-Key. */
  idempotent?: boolean;
  /** The body may be many megabytes, packed by gzip; a few of these are worked on at a time. */
  bulk?: boolean;
  /** The most that the body may have, where it is less than of any other. */
  maxBytes?: number;
  run: (ctx: Ctx, input: RouteInput<P, Q, B>) => Promise<R>;
  /** What may leave: fields not in the view never do. */
  view?: z.ZodType;
  status?: number;
}

const LIMIT: Limit = { max: 600, windowMs: 60_000 };

interface NextContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * Declares an API route: who may call it, what it takes, which verb runs and what leaves.
 * `run` may return a Response for downloads and streams; anything else is sent as JSON.
 */
export function route<
  R,
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
>(spec: RouteSpec<P, Q, B, R>) {
  return async (request: Request, next: NextContext): Promise<Response> => {
    const runtime = getRuntime();
    const requestId = uuidv7();
    const log = runtime.log.child({
      requestId,
      path: new URL(request.url).pathname,
      method: request.method,
    });
    try {
      let reading: Promise<Uint8Array> | undefined;
      const read = () => {
        reading ??= readSent(spec, request);
        return reading;
      };
      const known = await spec.identify?.(runtime, request, read);
      const identity = known ?? (await authenticate(runtime, request));
      if (identity.by === "session") assertSameOrigin(runtime, request);
      const { key, ...limit } = known?.limit ?? { key: `api:${identity.actor.id}`, ...LIMIT };
      limitRate(key, limit);
      if (!identity.actor.scopes.has(spec.scope)) {
        throw new AppError(
          "forbidden",
          `Your role does not allow this (${spec.scope}). Ask an owner of the workspace.`,
        );
      }
      const ctx: Ctx = {
        workspaceId: identity.workspaceId,
        actor: identity.actor,
        requestId,
        runtime,
        db: runtime.database.db,
        log,
        now: () => runtime.clock.now(),
      };
      const sent = await read();
      const work = async () => spec.run(ctx, await readInput(spec, request, next, sent));
      const result = await (spec.bulk ? takeTurn(work) : work());
      return toResponse(result, spec, requestId);
    } catch (error) {
      return toProblemResponse(error, requestId, log);
    }
  };
}

async function readSent(
  { body, bulk, maxBytes }: { body?: z.ZodType; bulk?: boolean; maxBytes?: number },
  request: Request,
): Promise<Uint8Array> {
  if (!body) return new Uint8Array();
  if (maxBytes !== undefined) return readBytes(request, maxBytes);
  return bulk ? readBulkBytes(request) : readJsonBytes(request);
}

async function readInput<P extends Schema, Q extends Schema, B extends Schema, R>(
  spec: RouteSpec<P, Q, B, R>,
  request: Request,
  next: NextContext,
  sent: Uint8Array,
): Promise<RouteInput<P, Q, B>> {
  const parse = (schema: Schema, value: unknown) => (schema ? schema.parse(value) : undefined);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const params = spec.params ? readParams(spec.params, await next.params) : undefined;
  const bytes = spec.bulk ? await unpackBulk(request, sent) : sent;
  return {
    params: params as Out<P>,
    query: parse(spec.query, query) as Out<Q>,
    body: (spec.body ? parse(spec.body, parseJson(bytes)) : undefined) as Out<B>,
    idempotency: spec.idempotent ? readIdempotency(request, bytes) : null,
    request,
  };
}

/** An id that cannot exist is answered like one that does not exist. */
function readParams(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw new AppError("not_found", "There is nothing at this address in this workspace.");
  return parsed.data;
}

function toResponse(
  result: unknown,
  spec: { view?: z.ZodType; status?: number },
  requestId: string,
): Response {
  if (result instanceof Response) return result;
  const headers = { "cache-control": "no-store", "x-request-id": requestId };
  if (result === undefined || result === null)
    return new Response(null, { status: spec.status ?? 204, headers });
  const body = spec.view ? spec.view.parse(result) : result;
  return Response.json(body, { status: spec.status ?? 200, headers });
}
