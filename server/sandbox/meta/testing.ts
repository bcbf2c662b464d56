import { consentAt, openRig, type Rig, redirectUri } from "../testing";

const graph = "facebook/v25.0";

export const allScopes = [
  "pages_show_list",
  "pages_read_engagement",
  "pages_manage_posts",
  "pages_manage_metadata",
  "pages_read_user_content",
  "read_insights",
  "instagram_basic",
  "instagram_content_publish",
  "instagram_manage_insights",
];

export interface Page {
  id: string;
  access_token: string;
  tasks: string[];
  instagram_business_account?: { id: string };
}

export interface Person {
  rig: Rig;
  token: string;
  pages: Page[];
}

export const app = (rig: Rig) => {
  const { clientId: client_id, clientSecret: client_secret } = rig.sandbox.app("facebook");
  return { client_id, client_secret };
};

/** Gives consent for the account at `profile`: pages first, then Instagram accounts. */
export async function askCode(rig: Rig, scopes = allScopes, profile = 0): Promise<string> {
  const query = new URLSearchParams({
    ...app(rig),
    redirect_uri: redirectUri,
    response_type: "code",
    state: "s",
    scope: scopes.join(","),
  });
  const target = await consentAt(rig, `${graph}/dialog/oauth?${query}`, { profile });
  return target.searchParams.get("code") ?? "";
}

export async function signIn(
  options: Parameters<typeof openRig>[0] = {},
  scopes = allScopes,
  profile = 0,
): Promise<Person> {
  const rig = await openRig(options);
  const code = await askCode(rig, scopes, profile);
  const first = await get<{ access_token: string }>(rig, "oauth/access_token", {
    ...app(rig),
    redirect_uri: redirectUri,
    code,
  });
  const lasting = await get<{ access_token: string }>(rig, "oauth/access_token", {
    ...app(rig),
    grant_type: "fb_exchange_token",
    fb_exchange_token: first.access_token,
  });
  const token = lasting.access_token;
  const fields = "id,access_token,tasks,instagram_business_account{id}";
  const listed = await get<{ data?: Page[] }>(rig, "me/accounts", { fields, access_token: token });
  return { rig, token, pages: listed.data ?? [] };
}

export async function get<T>(rig: Rig, path: string, query: Record<string, string>): Promise<T> {
  const response = await rig.send(`${graph}/${path}?${new URLSearchParams(query)}`);
  return (await response.json()) as T;
}

export function post(
  rig: Rig,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return rig.send(`${graph}/${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
  });
}

export interface Refusal {
  error: { code: number; error_subcode?: number; message: string };
}
