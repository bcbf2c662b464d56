import { findAccountRow } from "@/server/accounts/find-account-row";
import { listSandboxBases } from "@/server/accounts/provider-config";
import type { Ctx } from "@/server/context";
import { notFound } from "@/server/errors";

const maxBytes = 1_000_000;
const pictures = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

/** The account's picture, fetched by us: browsers of this product load nothing from outside. */
export async function readAvatar(ctx: Ctx, id: string): Promise<Response> {
  const account = await findAccountRow(ctx.db, ctx, id);
  return fetchPicture(
    ctx.runtime,
    account?.avatarUrl ?? null,
    account?.sandbox ? listSandboxBases(ctx.runtime) : [],
  );
}

/**
 * `inside`: addresses below which this server's own network may be called; a platform's answer may
 * name no other there. @throws AppError `not_found` also for what is no picture
 */
export async function fetchPicture(
  { egress }: Pick<Ctx["runtime"], "egress">,
  url: string | null,
  inside: readonly string[],
): Promise<Response> {
  if (!url) throw notFound("picture");
  const address = URL.parse(url)?.href ?? "";
  const isInside = inside.some((base) => address.startsWith(`${base}/`));
  const answer = await egress
    .request(url, {
      trust: isInside ? "operator" : "typed",
      redirect: isInside ? "error" : "follow",
      timeoutMs: 5_000,
      maxBytes,
    })
    .catch(() => null);
  const type = answer?.headers["content-type"]?.split(";")[0]?.trim() ?? "";
  if (answer?.status !== 200 || !pictures.has(type)) throw notFound("picture");
  return new Response(new Uint8Array(answer.bytes), {
    headers: {
      "content-type": type,
      "cache-control": "private, max-age=86400",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    },
  });
}
