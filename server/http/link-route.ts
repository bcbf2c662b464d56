import type { z } from "zod";
import { uuidv7 } from "@/server/db/uuid";
import { AppError } from "@/server/errors";
import { readJson } from "@/server/http/body";
import { clientKeyOf } from "@/server/http/client-address";
import { assertSameOrigin } from "@/server/http/origin";
import { toProblemResponse } from "@/server/http/problem";
import { type Limit, limitAttempts } from "@/server/http/rate-limit";
import { getRuntime, type Runtime } from "@/server/runtime";

type Schema = z.ZodType | undefined;
type Out<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;

interface LinkRouteSpec<P extends z.ZodType, B extends Schema> {
  /** Names the counter; the address of the client is added. */
  limit: Limit & { key: string };
  /** Of the address, which holds the link's secret: it is never logged. */
  params: P;
  body?: B;
  run: (
    runtime: Runtime,
    input: { params: z.output<P>; body: Out<B>; requestId: string },
  ) => Promise<unknown>;
  /** What may leave: fields not in the view never do. */
  view: z.ZodType;
}

interface NextContext {
  params: Promise<Record<string, string | string[] | undefined>>;
}

/** A route for who holds a link and has no account: no session is read and no cookie is set. */
export function linkRoute<P extends z.ZodType, B extends Schema = undefined>(
  spec: LinkRouteSpec<P, B>,
) {
  return async (request: Request, next: NextContext): Promise<Response> => {
    const runtime = getRuntime();
    const requestId = uuidv7();
    try {
      assertSameOrigin(runtime, request);
      await limitAttempts(runtime, `${spec.limit.key}:${clientKeyOf(request)}`, spec.limit);
      const params = spec.params.safeParse(await next.params);
      if (!params.success) throw new AppError("not_found", "There is nothing at this address.");
      const body = spec.body ? spec.body.parse(await readJson(request)) : undefined;
      const result = await spec.run(runtime, {
        params: params.data,
        body: body as Out<B>,
        requestId,
      });
      const headers = {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex",
        "x-request-id": requestId,
      };
      return Response.json(spec.view.parse(result), { headers });
    } catch (error) {
      return toProblemResponse(error, requestId, runtime.log);
    }
  };
}
