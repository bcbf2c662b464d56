import type { z } from "zod";
import { uuidv7 } from "@/server/db/uuid";
import { readJson } from "@/server/http/body";
import { clientKeyOf } from "@/server/http/client-address";
import { assertSameOrigin } from "@/server/http/origin";
import { toProblemResponse } from "@/server/http/problem";
import { type Limit, limitAttempts } from "@/server/http/rate-limit";
import { getRuntime, type Runtime } from "@/server/runtime";

interface PublicRouteSpec<B extends z.ZodType> {
  /** Names the counter; the address of the client is added. */
  limit: Limit & { key: string };
  body: B;
  run: (runtime: Runtime, body: z.output<B>, request: Request) => Promise<unknown>;
}

/** A POST that works before anybody is signed in: first setup, accepting an invitation. */
export function publicRoute<B extends z.ZodType>(spec: PublicRouteSpec<B>) {
  return async (request: Request): Promise<Response> => {
    const runtime = getRuntime();
    const requestId = uuidv7();
    try {
      assertSameOrigin(runtime, request);
      await limitAttempts(runtime, `${spec.limit.key}:${clientKeyOf(request)}`, spec.limit);
      const result = await spec.run(runtime, spec.body.parse(await readJson(request)), request);
      return Response.json(result ?? { ok: true }, {
        headers: { "cache-control": "no-store", "x-request-id": requestId },
      });
    } catch (error) {
      return toProblemResponse(error, requestId, runtime.log);
    }
  };
}
