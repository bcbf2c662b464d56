import type {
  CallContext,
  CredentialField,
  CredentialsResult,
  CredentialsSpec,
  Identity,
} from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { createSession, getProfile, readProfile, readSession, type SessionAnswer } from "./api";
import { readPds } from "./did-document";
import { toProblem } from "./errors";
import { readClaims } from "./jwt";
import { refresh } from "./refresh";
import { revoke } from "./revoke";
import { isImitated, type Server, toKeptServer, toService } from "./session";

const fields: readonly CredentialField[] = [
  {
    name: "identifier",
    label: "Handle",
    secret: false,
    required: true,
    hint: "Like name.bsky.social, or your own domain.",
  },
  {
    name: "appPassword",
    label: "App password",
    secret: true,
    required: true,
    hint: "Made in Bluesky under Settings, Privacy and security, App passwords.",
  },
  {
    name: "service",
    label: "Server",
    secret: false,
    required: false,
    hint: "Leave it empty unless you host your own: https://bsky.social.",
  },
];

const FULL_ACCESS = "com.atproto.access";

function fail(code: string, message: string, field: string) {
  return { ok: false as const, code, message, field };
}

type Typed =
  | { ok: true; identifier: string; appPassword: string; service: string }
  | Extract<CredentialsResult, { ok: false }>;

function readTyped(context: CallContext, input: Readonly<Record<string, string>>): Typed {
  const identifier = (input.identifier ?? "").trim().replace(/^@/, "");
  const appPassword = (input.appPassword ?? "").trim();
  if (!/^[^\s@]+(?:@[^\s@]+)?\.[^\s@]+$|^did:[a-z]+:\S+$/i.test(identifier)) {
    return fail("invalid_handle", "Enter the whole handle, like name.bsky.social.", "identifier");
  }
  if (!appPassword) {
    return fail("password_required", "Enter an app password made in Bluesky.", "appPassword");
  }
  const typed = (input.service ?? "").trim().replace(/\/+$/, "");
  const service = typed && !typed.includes("://") ? `https://${typed}` : typed;
  if (service && (!URL.canParse(service) || !/^https?:$/.test(new URL(service).protocol))) {
    const message = "Enter the server's address, like https://pds.example.com.";
    return fail("invalid_url", message, "service");
  }
  // An address that is the usual one moves with it.
  const origin = service && new URL(service).origin;
  const isUsual = origin === context.endpoints.api || service === context.endpoints.api;
  if (service && !isUsual && isImitated(context)) {
    const message = "The sandbox has no other server. Leave this empty, or add a real account.";
    return fail("other_server", message, "service");
  }
  return { ok: true, identifier, appPassword, service: isUsual ? "" : origin };
}

async function test(
  context: CallContext,
  input: Readonly<Record<string, string>>,
): Promise<CredentialsResult> {
  const typed = readTyped(context, input);
  if (!typed.ok) return typed;
  const { identifier, appPassword, service } = typed;
  const server = toService(context, service);
  let response: EgressResponse;
  try {
    response = await createSession(server, identifier, appPassword);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return fail(error.code, `${error.message}.`, "service");
  }
  if (response.status >= 300) return toRefusal(response);
  const session = readSession(response);
  if (!session) {
    const message = `${new URL(server.base).host} does not answer like a server of Bluesky.`;
    return fail("bad_answer", message, "service");
  }
  if (session.active === false) {
    const message = `Bluesky says that this account is ${session.status ?? "not active"}.`;
    return fail("account_closed", message, "identifier");
  }
  const pds = readPds(session.didDoc, session.did) ?? "";
  const { accessJwt, refreshJwt, did } = session;
  const { expiresAt, scope } = readClaims(accessJwt);
  const home = { ...toService(context, pds || service), token: accessJwt };
  return {
    ok: true,
    identity: await toIdentity(home, session),
    credentials: {
      service,
      pds: toKeptServer(context, pds),
      identifier,
      appPassword,
      did,
      accessJwt,
      refreshJwt,
    },
    generated: [],
    warnings: scope === FULL_ACCESS ? [mainPassword] : [],
    expiresAt,
  };
}

const mainPassword =
  "This is your main password. Connect again with an app password, which you can take back alone.";

function toRefusal(response: EgressResponse): CredentialsResult {
  const { name, message } = toProblem(response);
  if (name === "AuthFactorTokenRequired") {
    const what = "This account asks for a code by mail. Use an app password instead.";
    return fail("app_password_needed", what, "appPassword");
  }
  if (name === "AccountTakedown") {
    return fail("account_closed", "Bluesky has taken this account down.", "identifier");
  }
  if (response.status === 429) {
    const what = "Bluesky takes no more sign-ins for now. Wait five minutes and try again.";
    return fail("rate_limited", what, "appPassword");
  }
  if (response.status === 401 || name === "AuthenticationRequired") {
    const what = "Bluesky does not know this handle with this app password.";
    return fail("unauthorized", what, "appPassword");
  }
  const field = response.status === 404 || response.status >= 500 ? "service" : "identifier";
  return fail(`http_${response.status}`, `The server refused the sign-in: ${message}`, field);
}

async function toIdentity(server: Server, session: SessionAnswer): Promise<Identity> {
  const { did, handle } = session;
  const profile = await findProfile(server, did);
  const shown = handle && handle !== "handle.invalid" ? handle : did;
  return {
    externalId: did,
    handle: shown,
    displayName: profile?.displayName || shown,
    avatarUrl: profile?.avatar || null,
  };
}

/** A server of one's own may know nothing of profiles: a name and a picture are no reason to fail. */
async function findProfile(server: Server, did: string) {
  try {
    const response = await getProfile(server, did);
    return response.status === 200 ? readProfile(response) : null;
  } catch (error) {
    if (error instanceof EgressError) return null;
    throw error;
  }
}

export const blueskyConnect: CredentialsSpec = {
  kind: "credentials",
  fields,
  test,
  refresh,
  revoke,
};
