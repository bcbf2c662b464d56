import { z } from "zod";
import type { Call, SandboxContext } from "../context";
import { createPost as storePost } from "../posts";
import { empty, readJson } from "../respond";
import { sha256Hex } from "../seeded";
import { findRow } from "../store";
import { asMember } from "./access";
import { isOrganization, members, nextPostUrn } from "./ids";
import { type ParsedText, parseLittleText } from "./little-text";
import { badParameter, duplicateOf, inputError } from "./problems";
import { findAsset, statusOf } from "./uploads";

const asset = (kind: string) => z.string().regex(new RegExp(`^urn:li:${kind}:\\w+$`));
const Image = z.strictObject({ id: asset("image"), altText: z.string().max(4086).optional() });

const Content = z.union([
  z.strictObject({
    media: z.strictObject({
      id: asset("(?:image|video|document)"),
      altText: z.string().max(4086).optional(),
      title: z.string().max(400).optional(),
    }),
  }),
  z.strictObject({
    multiImage: z.strictObject({
      images: z.array(Image).min(2).max(20),
      altText: z.string().optional(),
    }),
  }),
  z.strictObject({
    article: z.strictObject({
      source: z.url({ protocol: /^https?$/ }),
      title: z.string().min(1).max(400),
      description: z.string().max(4086).optional(),
      thumbnail: asset("image").optional(),
    }),
  }),
]);

const NewPost = z.strictObject({
  author: z.string().regex(/^urn:li:(?:person|organization):[\w-]+$/),
  commentary: z.string(),
  visibility: z.enum(["PUBLIC", "CONNECTIONS", "LOGGED_IN"]),
  distribution: z.strictObject({
    feedDistribution: z.enum(["MAIN_FEED", "NONE"]),
    targetEntities: z.array(z.unknown()),
    thirdPartyDistributionChannels: z.array(z.unknown()),
  }),
  content: Content.optional(),
  lifecycleState: z.literal("PUBLISHED"),
  isReshareDisabledByAuthor: z.boolean().optional(),
});
type NewPost = z.infer<typeof NewPost>;

export interface PostDetail {
  author: string;
  commentary: string;
  content: NewPost["content"] | null;
}

const maxText = 3000;
const postsPerDay = 150;

export async function createPost(call: Call): Promise<Response> {
  const body = await readJson(call.request);
  const author = z.object({ author: z.string() }).safeParse(body).data?.author ?? "";
  const gate = {
    resource: "posts.CREATE",
    scopes: [isOrganization(author) ? "w_organization_social" : "w_member_social"],
    fault: "publish" as const,
    dailyLimit: postsPerDay,
    ...(author ? { author } : {}),
  };
  return asMember(call, gate, () => {
    const read = NewPost.safeParse(body);
    if (!read.success) {
      const [issue] = read.error.issues;
      return badParameter(`ERROR :: /${issue?.path.join("/") ?? ""} :: ${issue?.message ?? ""}`);
    }
    const text = parseLittleText(read.data.commentary);
    return refuse(call.context, read.data, text) ?? accept(call.context, read.data, text);
  });
}

function listAssets(content: NewPost["content"]): string[] {
  if (!content) return [];
  if ("media" in content) return [content.media.id];
  if ("multiImage" in content) return content.multiImage.images.map(({ id }) => id);
  return content.article.thumbnail ? [content.article.thumbnail] : [];
}

function refuse(context: SandboxContext, post: NewPost, { plain }: ParsedText): Response | null {
  if (plain.length > maxText) {
    const description = `Commentary text length (${plain.length} characters) exceeded the maximum allowed (${maxText} characters)`;
    return inputError(422, { code: "FIELD_LENGTH_TOO_LONG", description, path: "/commentary" });
  }
  if (plain.trim() === "" && !post.content) {
    const description = "A post needs a commentary or content.";
    return inputError(422, { code: "MISSING_FIELD", description, path: "/commentary" });
  }
  for (const urn of listAssets(post.content)) {
    const found = findAsset(context, urn);
    const problem = (code: string, description: string) =>
      inputError(422, { code, description, path: "/content" });
    if (found?.detail.owner !== post.author) {
      return problem("INVALID_CONTENT_OWNERSHIP", `Asset ${urn} is not owned by the author.`);
    }
    if (statusOf(context, found) !== "AVAILABLE") {
      return problem("INVALID_VALUE_FOR_FIELD", `Asset ${urn} is not ready to be posted.`);
    }
  }
  return refuseDuplicate(context, post, plain);
}

const hashOf = (post: NewPost, plain: string) =>
  sha256Hex(JSON.stringify([post.author, plain.trim(), post.content ?? null]));

/** Deleted posts count too, as their authors find out. */
function refuseDuplicate(context: SandboxContext, post: NewPost, plain: string): Response | null {
  const same = findRow<{ id: string }>(
    context.db,
    `select id from posts where platform = ? and account_id = ? and content_hash = ?
     and created_at > ? order by created_at desc`,
    members,
    post.author,
    hashOf(post, plain),
    context.now().getTime() - context.timings.duplicateWindowMs,
  );
  return same ? duplicateOf(same.id) : null;
}

function accept(context: SandboxContext, post: NewPost, { plain, stored }: ParsedText): Response {
  const assets = listAssets(post.content);
  const isFile = assets.some((urn) => /^urn:li:(?:video|document):/.test(urn));
  const urn = nextPostUrn(context, isFile ? "ugcPost" : "share");
  const now = context.now().getTime();
  const article = post.content && "article" in post.content ? post.content.article : null;
  const detail: PostDetail = {
    author: post.author,
    commentary: stored,
    content: post.content ?? null,
  };
  storePost(context, {
    id: urn,
    platform: members,
    account_id: post.author,
    title: article?.title ?? null,
    body: article ? `${plain}\n${article.source}`.trim() : plain,
    detail: JSON.stringify(detail),
    media_kind: toMediaKind(assets),
    content_hash: hashOf(post, plain),
    created_at: now,
    published_at: now,
    ready_at: null,
    kind: "post",
    evidence: { commentary: plain, content: post.content ?? null },
  });
  return empty(201, { "x-restli-id": urn, "x-linkedin-id": urn });
}

function toMediaKind(assets: readonly string[]): "none" | "image" | "video" {
  if (assets.some((urn) => urn.startsWith("urn:li:video:"))) return "video";
  return assets.length > 0 ? "image" : "none";
}
