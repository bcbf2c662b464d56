import { json } from "../respond";
import type { FaultAnswers } from "../strike";

interface ErrorFacts {
  status?: number;
  subcode?: number;
  type?: string;
  isTransient?: boolean;
  title?: string;
  userMessage?: string;
  headers?: Record<string, string>;
}

/** Every refusal of the Graph has this shape. Codes below zero exist. */
export function graphError(code: number, message: string, facts: ErrorFacts = {}): Response {
  const { status = 400, subcode, type = "OAuthException", headers = {} } = facts;
  return json(
    status,
    {
      error: {
        message,
        type,
        code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        is_transient: facts.isTransient ?? false,
        ...(facts.title ? { error_user_title: facts.title } : {}),
        ...(facts.userMessage ? { error_user_msg: facts.userMessage } : {}),
        fbtrace_id: "AsandboxTrace",
      },
    },
    headers,
  );
}

export const badToken = (message = "Invalid OAuth access token - Cannot parse access token") =>
  graphError(190, message, { status: 401 });

export const endedToken = () =>
  graphError(190, "Error validating access token: The session has been invalidated.", {
    status: 401,
    subcode: 460,
  });

export const missingObject = (id: string, verb = "get") =>
  graphError(
    100,
    `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    { subcode: 33, type: "GraphMethodException" },
  );

export const badParameter = (message: string) => graphError(100, `(#100) ${message}`);

export const missingScope = (scopes: readonly string[]) =>
  graphError(200, `(#200) Requires ${scopes.join(" and ")} permission to manage the object`, {
    status: 403,
  });

/** What a fault makes the Graph say; the two platforms differ in a few codes. */
export function faultAnswers(platform: "facebook" | "instagram", accountId: string): FaultAnswers {
  const isPage = platform === "facebook";
  return {
    rateLimited: (retryAfterMs) =>
      graphError(isPage ? 32 : 80_002, "(#32) Page request limit reached", {
        status: 403,
        headers:
          retryAfterMs === null
            ? {}
            : toBusinessUsage(platform, accountId, {
                percent: 100,
                waitMs: Math.max(1, retryAfterMs),
              }),
      }),
    serverError: (status) =>
      graphError(2, "An unexpected error has occurred. Please retry your request later.", {
        status,
        isTransient: true,
      }),
    permissionMissing: () =>
      isPage
        ? missingScope(["pages_manage_posts"])
        : graphError(10, "(#10) Application does not have permission for this action", {
            status: 403,
          }),
    duplicate: isPage ? duplicate : null,
    refused: () =>
      isPage
        ? graphError(
            368,
            "The action attempted has been deemed abusive or is otherwise disallowed",
            { subcode: 1_390_008, userMessage: "You can't post this right now." },
          )
        : graphError(25, "The Instagram account is restricted.", {
            status: 403,
            subcode: 2_207_050,
            userMessage: "This Instagram account is restricted.",
          }),
    mediaRefused: () =>
      isPage
        ? graphError(100, "Invalid parameter", {
            subcode: 1_366_046,
            title: "Can't read files",
            userMessage: "Your photos couldn't be uploaded. Photos should be smaller than 4 MB.",
          })
        : aspectRefused(),
  };
}

export const duplicate = () =>
  graphError(506, "(#506) Duplicate status message", {
    title: "Duplicate status update",
    userMessage: "This status update is identical to the last one you posted.",
  });

export const aspectRefused = () =>
  graphError(36_003, "The image's aspect ratio does not fall within the acceptable range", {
    subcode: 2_207_009,
    userMessage: "The image must have an aspect ratio between 4:5 and 1.91:1.",
  });

/** How much of the account's share is used up. Meta tells the wait in whole minutes. */
export function toBusinessUsage(
  platform: "facebook" | "instagram",
  accountId: string,
  { percent, waitMs }: { percent: number; waitMs: number },
): Record<string, string> {
  const usage = {
    type: platform === "facebook" ? "pages" : "instagram",
    call_count: percent,
    total_cputime: 0,
    total_time: percent,
    estimated_time_to_regain_access: Math.ceil(waitMs / 60_000),
  };
  return { "x-business-use-case-usage": JSON.stringify({ [accountId]: [usage] }) };
}
