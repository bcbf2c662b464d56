import type { Pds } from "../servers/pds";

interface Reference {
  uri: string;
}

export interface PostRecord {
  uri: string;
  value: {
    text: string;
    facets?: Array<{
      index: { byteStart: number; byteEnd: number };
      features: Array<{ $type: string }>;
    }>;
    embed?: {
      images?: Array<{ alt: string }>;
      external?: { uri: string; title: string; description: string };
    };
    reply?: { root: Reference; parent: Reference };
  };
}

export interface Person {
  did: string;
  handle: string;
  appPassword: string;
  makeAppPassword(): Promise<string>;
  revokeAppPasswords(): Promise<void>;
}

async function call<T>(pds: Pds, name: string, body?: unknown, token?: string): Promise<T> {
  const response = await fetch(`${pds.url}/xrpc/${name}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name}: ${response.status} ${text}`);
  return (text === "" ? null : JSON.parse(text)) as T;
}

/** Somebody with an account on this server and an app password for the product. */
export async function createPerson(pds: Pds, handle: string): Promise<Person> {
  const password = "a sentence of their own";
  const { did, accessJwt } = await call<{ did: string; accessJwt: string }>(
    pds,
    "com.atproto.server.createAccount",
    { handle, email: `${handle}@example.com`, password },
  );
  const names: string[] = [];
  const makeAppPassword = async () => {
    const name = `product ${names.length + 1}`;
    names.push(name);
    const method = "com.atproto.server.createAppPassword";
    return (await call<{ password: string }>(pds, method, { name }, accessJwt)).password;
  };
  return {
    did,
    handle,
    appPassword: await makeAppPassword(),
    makeAppPassword,
    async revokeAppPasswords() {
      for (const name of names.splice(0)) {
        await call(pds, "com.atproto.server.revokeAppPassword", { name }, accessJwt);
      }
    },
  };
}

/** What the server itself holds for this person, the newest first. */
export async function listRecords(pds: Pds, did: string): Promise<PostRecord[]> {
  const query = new URLSearchParams({ repo: did, collection: "app.bsky.feed.post", limit: "100" });
  const path = `com.atproto.repo.listRecords?${query}`;
  return (await call<{ records: PostRecord[] }>(pds, path)).records;
}
