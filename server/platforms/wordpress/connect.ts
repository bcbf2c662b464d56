import { z } from "zod";
import type {
  CallContext,
  CredentialField,
  CredentialsResult,
  CredentialsSpec,
  Identity,
} from "../adapter";
import { EgressError } from "../http";
import { type Answer, get, type Site } from "./api";
import { discover, type Found } from "./discover";
import { findProblem } from "./errors";
import { toPermalink } from "./to-wordpress";

const fields: readonly CredentialField[] = [
  {
    name: "url",
    label: "Site address",
    secret: false,
    required: true,
    hint: "As people open it, such as https://example.com or https://example.com/blog.",
  },
  {
    name: "username",
    label: "User name",
    secret: false,
    required: true,
    hint: "The name used to sign in, not the one shown on posts. An author or above.",
  },
  {
    name: "password",
    label: "Application password",
    secret: true,
    required: true,
    hint: "Made in the site's dashboard under Users, Profile. Not the password of the dashboard.",
  },
];

type Failure = Extract<CredentialsResult, { ok: false }>;

const fail = (code: string, message: string, field: string): Failure => ({
  ok: false,
  code,
  message,
  field,
});

const Me = z.object({
  id: z.number().int().positive(),
  name: z.string().catch(""),
  capabilities: z.record(z.string(), z.unknown()).catch({}),
});
type Me = z.infer<typeof Me>;

async function test(
  context: CallContext,
  input: Readonly<Record<string, string>>,
): Promise<CredentialsResult> {
  const username = input.username?.trim() ?? "";
  // The site leaves the spaces out too; it shows the password in groups of four.
  const password = input.password?.replace(/\s+/g, "") ?? "";
  if (!username) return fail("username_required", "Enter the user name.", "username");
  if (username.includes(":")) {
    return fail(
      "invalid_username",
      "A user name holds no colon. Enter the one you sign in with.",
      "username",
    );
  }
  if (!password) return fail("password_required", "Enter the application password.", "password");
  try {
    const found = await discover(context, input.url ?? "");
    if (!found.ok) return fail(found.code, found.message, "url");
    const site: Site = { root: found.root, username, password };
    const query = { context: "edit", _fields: "id,name,capabilities" };
    return judge(found, site, await get(context, site, "/users/me", query));
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return fail(error.code, toUrlMessage(error), "url");
  }
}

/** Only an authenticated call tells: the site takes a wrong password for a visitor. */
function judge(found: Found, site: Site, answer: Answer): CredentialsResult {
  const me = answer.status < 300 ? Me.safeParse(answer.body).data : undefined;
  if (!me) return toRefusal(found, answer);
  const may = (capability: string) => me.capabilities[capability] === true;
  if (!may("publish_posts") || !may("upload_files")) {
    const lacks = may("publish_posts") ? "upload files" : "publish posts";
    const message = `This user may not ${lacks} on the site. Use one who is an author or above, or have this one's role raised.`;
    return fail("role_too_low", message, "username");
  }
  const warnings = may("publish_pages")
    ? []
    : ["This user may publish posts and files, but no pages. Pages need an editor of the site."];
  const { root, username, password } = site;
  return {
    ok: true,
    identity: toIdentity(found, me),
    credentials: { root, username, password },
    generated: [],
    warnings,
  };
}

function toRefusal(found: Found, answer: Answer): Failure {
  const { status } = answer;
  const code = findProblem(answer)?.code;
  if (code === "application_passwords_disabled" || (status === 401 && !found.takesPasswords)) {
    return noPasswords;
  }
  if (code === "invalid_username" || code === "invalid_email") {
    return fail("unauthorized", "The site knows no user of this name.", "username");
  }
  if (status === 401) {
    const message =
      "The site did not accept the user name and application password. Compare both. If they are right, the site's server may be dropping the Authorization header.";
    return fail("unauthorized", message, "password");
  }
  if (status === 403) {
    const message = "The site, or a security plugin on it, refuses calls to its REST API.";
    return fail("forbidden", message, "url");
  }
  if (status === 404) {
    const message =
      "The site has the users part of its REST API switched off. It is needed to check the password.";
    return fail("api_not_found", message, "url");
  }
  if (status === 429 || status >= 500) {
    return fail(`http_${status}`, `The site answered ${status}. Try again in a while.`, "url");
  }
  const message = "The site answered the check with something other than WordPress would.";
  return fail("bad_answer", message, "url");
}

const noPasswords = fail(
  "application_passwords_off",
  "Application passwords are switched off on this site. They need https, and no plugin that turns them off.",
  "url",
);

function toUrlMessage(error: EgressError): string {
  if (error.code === "redirect") {
    return "The site answers with a redirect, which a password must not follow. Enter its final address.";
  }
  return `${error.message}.`;
}

function toIdentity({ home, name, icon }: Found, me: Me): Identity {
  const { host, pathname } = new URL(home);
  const place = `${host}${pathname.replace(/\/+$/, "")}`;
  return {
    externalId: `${place}#${me.id}`,
    handle: place,
    displayName: name || place,
    avatarUrl: toPermalink(icon),
  };
}

export const wordpressConnect: CredentialsSpec = { kind: "credentials", fields, test };
