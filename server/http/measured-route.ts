import { NextRequest } from "next/server";
import { uuidv7 } from "@/server/db/uuid";
import { readBytes } from "@/server/http/body";
import { toProblemResponse } from "@/server/http/problem";
import { getRuntime } from "@/server/runtime";

type Answer = (request: NextRequest, context: unknown) => Promise<Response>;

/** For a library that reads bodies of any size, from anybody: it is handed one that was measured. */
export function measuredRoute(maxBytes: number, answer: Answer): Answer {
  return async (request, context) => {
    try {
      const { url, method, headers } = request;
      const bytes = method === "POST" ? await readBytes(request, maxBytes) : null;
      const body = bytes && Buffer.from(bytes);
      return await answer(new NextRequest(url, { method, headers, body }), context);
    } catch (error) {
      return toProblemResponse(error, uuidv7(), getRuntime().log);
    }
  };
}
