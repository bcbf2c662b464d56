import { bearer, consentAt, form, jsonBody, type Rig, redirectUri, type Tokens } from "../testing";

export const api = "tiktok/v2";
export const everyScope =
  "user.info.basic,user.info.profile,user.info.stats,video.publish,video.upload,video.list";

export type TikTokTokens = Required<Tokens> & { open_id: string; refresh_expires_in: number };

interface Told {
  status: number;
  text: string;
  code: string;
  // Each test reads the few fields it asks for.
  data: Record<string, string & string[] & Record<string, unknown>[]>;
}

/** Bytes that begin as a film does. */
export function film(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  bytes.set([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d]);
  return bytes;
}

export const fileOf = (size: number, chunk = size, count = 1) => ({
  source: "FILE_UPLOAD",
  video_size: size,
  chunk_size: chunk,
  total_chunk_count: count,
});

/** An app of TikTok's, as a client that nobody here wrote would be one. */
export class TikTokApp {
  constructor(private readonly rig: Rig) {}

  authorizePath(changes: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_key: this.rig.sandbox.app("tiktok").clientId,
      response_type: "code",
      scope: everyScope,
      redirect_uri: redirectUri,
      state: "s1",
      ...changes,
    });
    return `${api}/auth/authorize/?${query}`;
  }

  /** To the token endpoint, or another that takes a form. */
  postForm(fields: Record<string, string>, path = "oauth/token/"): Promise<Response> {
    const { clientId, clientSecret } = this.rig.sandbox.app("tiktok");
    const client = { client_key: clientId, client_secret: clientSecret };
    return this.rig.send(`${api}/${path}`, form({ ...client, ...fields }));
  }

  async connect(profile = 0, scope = everyScope): Promise<TikTokTokens> {
    const back = await consentAt(this.rig, this.authorizePath({ scope }), { profile });
    const code = back.searchParams.get("code") ?? "";
    const fields = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
    return (await (await this.postForm(fields)).json()) as TikTokTokens;
  }

  async call(token: string, path: string, body: unknown, type?: string): Promise<Told> {
    const headers = { ...bearer(token), "content-type": type ?? "application/json; charset=UTF-8" };
    const answer = await this.rig.send(`${api}/${path}`, jsonBody(body, headers));
    const text = await answer.text();
    const told = JSON.parse(text) as {
      data: Told["data"];
      error: { code: string; log_id: string };
    };
    if (!told.error.log_id) throw new Error(`No log id in: ${text}`);
    return { status: answer.status, text, code: told.error.code, data: told.data };
  }

  initVideo(token: string, changes = {}, source: unknown = fileOf(1000)): Promise<Told> {
    const post_info = { title: "Beans", privacy_level: "PUBLIC_TO_EVERYONE", ...changes };
    return this.call(token, "post/publish/video/init/", { post_info, source_info: source });
  }

  put(
    url: string,
    bytes: Uint8Array<ArrayBuffer>,
    range: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const own = {
      "content-type": "video/mp4",
      "content-length": String(bytes.length),
      "content-range": range,
    };
    const init = { method: "PUT", body: bytes, headers: { ...own, ...headers } };
    return this.rig.sandbox.handle(new Request(url, init));
  }

  ask(token: string, id: unknown): Promise<Told> {
    return this.call(token, "post/publish/status/fetch/", { publish_id: id });
  }

  /** A short video, whole; answers its publish id. */
  async upload(token: string, changes = {}): Promise<string> {
    const { data } = await this.initVideo(token, changes);
    const answer = await this.put(data.upload_url ?? "", film(1000), "bytes 0-999/1000");
    if (answer.status !== 201) throw new Error(`Not uploaded: ${answer.status}`);
    return data.publish_id ?? "";
  }
}
