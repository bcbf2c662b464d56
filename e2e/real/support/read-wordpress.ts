import type { Login, Wordpress } from "../servers/wordpress";

export interface Entry {
  id: number;
  slug: string;
  status: string;
  link: string;
  source_url?: string;
  alt_text?: string;
  title: { raw: string };
  content?: { raw: string; rendered: string };
  excerpt?: { raw: string };
  caption?: { raw: string };
  date_gmt: string;
  author: number;
  featured_media?: number;
  categories?: number[];
  tags?: number[];
}

/** A call to the site itself, past the product and as somebody it knows. */
export async function callSite<T>(
  site: Wordpress,
  method: string,
  path: string,
  body?: unknown,
  as: Login = "admin",
): Promise<T> {
  const { password } = site.users[as];
  const response = await fetch(`${site.url}/wp-json/wp/v2${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${as}:${password}`).toString("base64")}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Whatever the site holds by this name, in the trash too. */
export async function findEntries(
  site: Wordpress,
  kind: "posts" | "pages" | "media",
  title: string,
): Promise<Entry[]> {
  const status = kind === "media" ? "" : "&status=any,trash";
  const all = await callSite<Entry[]>(site, "GET", `/${kind}?context=edit&per_page=100${status}`);
  return all.filter((entry) => entry.title.raw === title);
}

export async function nameTerms(
  site: Wordpress,
  taxonomy: "categories" | "tags",
  ids: number[] = [],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const path = `/${taxonomy}?include=${ids.join(",")}`;
  return (await callSite<Array<{ name: string }>>(site, "GET", path))
    .map(({ name }) => name)
    .sort();
}
