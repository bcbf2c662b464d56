import { z } from "zod";
import type { Call, Route, SandboxContext } from "../context";
import { createPost, findPost, type PostRow } from "../posts";
import type { Profile } from "../profiles";
import { json, readJson } from "../respond";
import { sha256Hex } from "../seeded";
import { nextNumber, run } from "../store";
import { underFaults } from "../strike";
import { asAccount } from "./access";
import { POSTS, toRecordCid, toTid, toUri } from "./addresses";
import { keepBlob } from "./blobs";
import { checkKey, checkRecord, listBlobs, type PostRecord } from "./check-record";
import { findByActor } from "./identity";
import { faultAnswers, internalError, invalidRequest, notAllowed, problem } from "./problems";

export const recordRoutes: Route[] = [
  { method: "POST", path: "bluesky/xrpc/com.atproto.repo.createRecord", handle: createRecord },
  { method: "POST", path: "bluesky/xrpc/com.atproto.repo.putRecord", handle: putRecord },
  { method: "POST", path: "bluesky/xrpc/com.atproto.repo.deleteRecord", handle: deleteRecord },
  { method: "GET", path: "bluesky/xrpc/com.atproto.repo.getRecord", handle: getRecord },
];

const Write = z.object({
  repo: z.string(),
  collection: z.string(),
  rkey: z.string().optional(),
  validate: z.boolean().optional(),
  record: z.record(z.string(), z.unknown()),
});
type Write = z.infer<typeof Write>;

interface Kept {
  cid: string;
  record: PostRecord;
}

/** Only this file writes the details of a post. */
export const readKept = (post: PostRow) => JSON.parse(post.detail) as Kept;

function createRecord(call: Call) {
  return asAccount(call, { fault: "publish", points: 3 }, (profile) =>
    write(call, profile, (input) => {
      const { context } = call;
      const rkey = input.rkey ?? toTid(context.now().getTime(), nextNumber(context.db));
      // Known of the real server: it fails instead of saying that the key is taken.
      if (findPost(context, "bluesky", toUri(profile.id, rkey))) return internalError();
      return keep(call, profile, { ...input, rkey });
    }),
  );
}

function putRecord(call: Call) {
  return asAccount(call, { fault: "publish", points: 2 }, (profile) =>
    write(call, profile, (input) => {
      const { rkey } = input;
      if (rkey === undefined) return invalidRequest('Input must have the property "rkey"');
      return keep(call, profile, { ...input, rkey });
    }),
  );
}

async function write(
  call: Call,
  profile: Profile,
  then: (input: Write) => Response,
): Promise<Response> {
  const body = Write.safeParse(await readJson(call.request));
  if (!body.success) {
    const name = body.error.issues[0]?.path.join("/");
    return invalidRequest(`Input must have the property "${name}"`);
  }
  const owner = findByActor(call.context, body.data.repo);
  if (!owner) return invalidRequest(`Could not find repo: ${body.data.repo}`);
  if (owner.id !== profile.id) return notAllowed();
  if (body.data.collection !== POSTS) {
    return invalidRequest(`This sandbox keeps only ${POSTS} records.`);
  }
  const badKey = body.data.rkey === undefined ? null : checkKey(body.data.rkey);
  return badKey ? invalidRequest(badKey) : then(body.data);
}

function keep(call: Call, profile: Profile, input: Write & { rkey: string }): Response {
  const { context } = call;
  const checked = checkRecord(context, profile.id, input.record);
  if (!checked.ok) return problem(400, checked.error, checked.message);
  const uri = toUri(profile.id, input.rkey);
  const cid = toRecordCid(input.record);
  const detail: Kept = { cid, record: checked.record };
  const known = findPost(context, "bluesky", uri);
  if (!known) insert(context, profile, { uri, rkey: input.rkey, detail });
  else if (readKept(known).cid !== cid) {
    run(
      context.db,
      "update posts set body = ?, detail = ? where id = ?",
      checked.record.text,
      JSON.stringify(detail),
      uri,
    );
  }
  for (const { blob } of listBlobs(checked.record)) keepBlob(context, profile.id, blob.ref.$link);
  const rev = toTid(context.now().getTime(), nextNumber(context.db));
  const commit = { cid: toRecordCid({ uri, cid, rev }), rev };
  return json(200, { uri, cid, commit, validationStatus: "valid" });
}

function insert(
  context: SandboxContext,
  profile: Profile,
  { uri, rkey, detail }: { uri: string; rkey: string; detail: Kept },
): void {
  const { record } = detail;
  const blobs = listBlobs(record).map(({ blob }) => blob.ref.$link);
  const now = context.now().getTime();
  const post = {
    id: uri,
    platform: "bluesky",
    account_id: profile.id,
    title: null,
    body: record.text,
    detail: JSON.stringify(detail),
    media_kind: record.embed?.$type === "app.bsky.embed.images" ? "image" : "none",
    content_hash: sha256Hex([record.text, ...blobs].join("\u0000")),
    created_at: now,
    published_at: now,
    ready_at: null,
  };
  // A key is free again once its record was deleted.
  run(context.db, "delete from posts where id = ? and deleted_at is not null", uri);
  const replyTo = record.reply?.parent.uri ?? null;
  createPost(context, { ...post, kind: "post", evidence: { rkey, blobs, replyTo } });
}

const Target = z.object({ repo: z.string(), collection: z.string(), rkey: z.string() });

function deleteRecord(call: Call) {
  return asAccount(call, { fault: "publish", points: 1 }, async (profile) => {
    const body = Target.safeParse(await readJson(call.request));
    if (!body.success) {
      const name = body.error.issues[0]?.path.join("/");
      return invalidRequest(`Input must have the property "${name}"`);
    }
    const { repo, rkey } = body.data;
    if (findByActor(call.context, repo)?.id !== profile.id) return notAllowed();
    run(
      call.context.db,
      "update posts set deleted_at = ? where id = ? and deleted_at is null",
      call.context.now().getTime(),
      toUri(profile.id, rkey),
    );
    return json(200, {});
  });
}

/** Public: it takes no token and minds none. */
function getRecord(call: Call): Response | Promise<Response> {
  const { context } = call;
  const query = Target.safeParse(Object.fromEntries(call.url.searchParams));
  if (!query.success) {
    const name = query.error.issues[0]?.path.join("/");
    return invalidRequest(`Error: Params must have the property "${name}"`);
  }
  const { repo, collection, rkey } = query.data;
  const owner = findByActor(context, repo);
  if (!owner) return invalidRequest(`Could not find repo: ${repo}`);
  const operation = { platform: "bluesky", accountId: owner.id, scope: "read" as const };
  return underFaults(call, operation, faultAnswers(context.now().getTime()), () => {
    const uri = `at://${owner.id}/${collection}/${rkey}`;
    const post = findPost(context, "bluesky", uri);
    if (!post) return problem(400, "RecordNotFound", `Could not locate record: ${uri}`);
    const { cid, record } = readKept(post);
    return json(200, { uri, cid, value: record });
  });
}
