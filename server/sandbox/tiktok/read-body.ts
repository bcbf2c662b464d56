import { z } from "zod";
import type { Call } from "../context";
import { readJson } from "../respond";
import { invalidParam } from "./answers";

/** A JSON body of this shape and nothing besides, or the refusal. */
export async function readBody<T>(call: Call, schema: z.ZodType<T>): Promise<T | Response> {
  const type = call.request.headers.get("content-type") ?? "";
  if (!/^application\/json(;\s*charset=utf-8)?$/i.test(type)) {
    return invalidParam(call.context, "The Content-Type must be application/json; charset=UTF-8.");
  }
  const body = schema.safeParse(await readJson(call.request));
  if (body.success) return body.data;
  const [issue] = body.error.issues;
  const where = issue?.path.join(".") || "body";
  return invalidParam(call.context, `The request parameter ${where} is invalid: ${issue?.message}`);
}

/** The `fields` of a read, all of them known; a missing or a strange one is refused. */
export function readFields(call: Call, known: readonly string[]): string[] | Response {
  const given = (call.url.searchParams.get("fields") ?? "").split(",").filter(Boolean);
  const stray = given.find((field) => !known.includes(field));
  if (given.length > 0 && stray === undefined) return given;
  const what = stray === undefined ? "Fields is required" : `Unknown field: ${stray}`;
  return invalidParam(call.context, what);
}

/** A text of so many UTF-16 units at most, as TikTok counts: an emoji is two. */
export const words = (max: number) => z.string().refine((text) => text.length <= max, "too long");
