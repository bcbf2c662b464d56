export const ERROR_STATUS = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  too_many: 429,
  upstream: 502,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export interface FieldError {
  path: string;
  message: string;
}

/** An error a person can act on: the message says what happened and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldError[];
  readonly retryAfterSeconds: number | null;
  /** Further members of the problem document. */
  readonly members: Record<string, unknown>;

  constructor(
    code: ErrorCode,
    message: string,
    extra: {
      fields?: FieldError[];
      retryAfterSeconds?: number;
      members?: Record<string, unknown>;
    } = {},
  ) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.fields = extra.fields ?? [];
    this.retryAfterSeconds = extra.retryAfterSeconds ?? null;
    this.members = extra.members ?? {};
  }
}

/** By name, not by class: the server bundle and Next's bundle hold separate copies of it. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && "code" in error;
}

export const notFound = (what: string) =>
  new AppError("not_found", `There is no such ${what} in this workspace.`);
export const invalidField = (path: string, message: string) =>
  new AppError("invalid", message, { fields: [{ path, message }] });
export const conflict = (message: string) => new AppError("conflict", message);
