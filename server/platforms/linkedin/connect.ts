import { type CallContext, type Identity, type OAuthSpec, PlatformCallError } from "../adapter";
import { requestToken, toAuthorizeUrl } from "../oauth";
import { reach } from "../reach";
import {
  type Caller,
  getMember,
  getOrganization,
  listRoles,
  readMember,
  readOrganization,
  readRoles,
} from "./api";
import { toCallError } from "./errors";
import { read } from "./work";

const ROLES_PER_PAGE = 100;
const MAX_PAGES = 5;
const POSTING_ROLES = ["ADMINISTRATOR", "CONTENT_ADMINISTRATOR", "CONTENT_ADMIN"];

/**
 * Quirks: no PKCE for web apps, the secret travels in the body, scopes come back parted by commas, and
 * only approved partners are given a refresh token, which lasts a year from the first consent.
 */
export const linkedinConnect: OAuthSpec = {
  kind: "oauth",
  authorizeUrl(endpoints, params) {
    const url = new URL(toAuthorizeUrl(endpoints.authorize, params));
    url.searchParams.delete("code_challenge");
    url.searchParams.delete("code_challenge_method");
    // Scopes are parted by %20 in all that LinkedIn writes about it.
    return url.href.replaceAll("+", "%20");
  },
  exchange: (context, { client, code }) =>
    requestToken({
      context,
      client,
      clientAuth: "body",
      scopes: [],
      form: { grant_type: "authorization_code", code, redirect_uri: client.redirectUri },
    }),
  refresh: (context, { client, refreshToken, scopes }) =>
    requestToken({
      context,
      client,
      clientAuth: "body",
      scopes,
      form: { grant_type: "refresh_token", refresh_token: refreshToken },
      isDefinitive: ({ status, error, description }) =>
        status === 400 && error === "invalid_request" && /expired|revoked/i.test(description),
    }),
  // A member and all their pages share one grant: ending it here would end the others with it.
  revoke: async () => ({
    ok: false,
    message: "LinkedIn keeps the permission until you remove it there, under Permitted services.",
  }),
  async identify(session) {
    const member = readMember(await read(session, () => getMember(session)));
    if (!member) throw unreadable("LinkedIn did not say who this is");
    const organizations = await listOrganizations(session);
    const name = member.name || "LinkedIn member";
    const own: Identity = {
      externalId: `urn:li:person:${member.sub}`,
      handle: name,
      displayName: name,
      avatarUrl: member.picture ?? null,
      extra: { kind: "member" },
    };
    return [own, ...organizations];
  },
};

const unreadable = (message: string) => new PlatformCallError("unavailable", "bad_answer", message);

/** The pages that this member may post to; none where the app may not ask. */
async function listOrganizations(session: Caller): Promise<Identity[]> {
  const urns = new Set<string>();
  for (let page = 0; page < MAX_PAGES; page++) {
    const start = page * ROLES_PER_PAGE;
    const response = await reach(() => listRoles(session, start, ROLES_PER_PAGE));
    if (isNotGranted(response.status)) break;
    if (response.status >= 300) throw toCallError(response, session.now());
    const roles = readRoles(response);
    if (!roles) throw unreadable("LinkedIn gave no readable list of pages");
    for (const { organization, role, state } of roles) {
      if (state === "APPROVED" && POSTING_ROLES.includes(role)) urns.add(organization);
    }
    if (roles.length < ROLES_PER_PAGE) break;
  }
  return Promise.all([...urns].map((urn) => toOrganization(session, urn)));
}

/** How LinkedIn refuses a resource of a product that the app does not have. */
const isNotGranted = (status: number) => status === 403 || status === 404;

async function toOrganization(
  session: CallContext & { accessToken: string },
  urn: string,
): Promise<Identity> {
  const id = urn.split(":").at(-1) ?? "";
  const response = await reach(() => getOrganization(session, id));
  // A page whose name may not be read can still be posted to.
  const told = response.status < 300 ? readOrganization(response) : undefined;
  const displayName = told?.localizedName || `Page ${id}`;
  return {
    externalId: urn,
    handle: told?.vanityName || displayName,
    displayName,
    avatarUrl: null,
    extra: { kind: "organization" },
  };
}
