import type { ZodError } from "zod";
import { ApiError } from "@/lib/api/fetcher";

/** Messages by the path of the field they belong to; `form` holds what belongs to none. */
export type FormErrors = Partial<Record<string, string>>;

export function errorsOfParse(error: ZodError): FormErrors {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join("."), issue.message]));
}

/** @throws what is not an answer of the API: it is a bug, not a message. */
export function errorsOfApi(error: unknown): FormErrors {
  if (!(error instanceof ApiError)) throw error;
  const fields = error.problem.errors ?? [];
  if (fields.length === 0) return { form: error.message };
  return Object.fromEntries(fields.map((field) => [field.path, field.message]));
}
