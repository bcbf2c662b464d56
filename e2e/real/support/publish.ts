import { expect } from "@playwright/test";
import type { AccountView, ConnectedByCredentials } from "@/lib/contracts/accounts";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import type { PostDetail, PostView } from "@/lib/contracts/posts";
import { type Api, newCampaign, signInByApi } from "../../support/api";
import { createProduct, type Product } from "../../support/product";

const owner = { email: "owner@example.com", password: "a long sentence you like" };
const minuteMs = 60_000;
// Longer than a publisher's lease: a post whose publisher was killed waits for it to end.
const leaseMs = 6 * minuteMs;
const settled = ["published", "failed", "blocked", "parked"];

export interface NewPost {
  title?: string;
  text: string;
  format?: string;
  options?: Record<string, string>;
  files?: Array<{ name: string; bytes: Buffer; altText?: string }>;
}

/** The product as an operator runs it, with an owner from the environment. */
export interface Desk {
  product: Product;
  api: Api;
  connect(
    platform: string,
    fields: Record<string, string>,
    accountId?: string,
  ): Promise<AccountView>;
  /** Orders the post and does not wait. */
  order(account: AccountView, post: NewPost): Promise<PostView>;
  settle(post: PostView): Promise<PostDetail>;
  publish(account: AccountView, post: NewPost): Promise<PostDetail>;
  kill(): Promise<void>;
  /** A new process on the same data, at a time when the old one's claims have lapsed. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openDesk(): Promise<Desk> {
  const product = await createProduct({
    BOOTSTRAP_OWNER_EMAIL: owner.email,
    BOOTSTRAP_OWNER_PASSWORD: owner.password,
    EGRESS_ALLOW: "127.0.0.1,localhost",
  });
  await product.start();
  let movedMs = 0;
  const advance = async (ms: number) => {
    movedMs += ms;
    await product.advance(ms);
  };
  const desk: Desk = {
    product,
    api: await signInByApi(product, owner),
    async connect(platform, fields, accountId) {
      const body = { platform, fields, ...(accountId ? { accountId } : {}) };
      return (await desk.api.ok<ConnectedByCredentials>("POST", "/api/accounts", body)).account;
    },
    order: (account, post) => order(desk.api, account, post),
    async settle(post) {
      let last: PostDetail | null = null;
      await expect
        .poll(
          async () => {
            last = await desk.api.ok<PostDetail>("GET", `/api/posts/${post.id}`);
            if (settled.includes(last.status)) return "settled";
            await advance(minuteMs);
            await desk.api.ok("POST", "/api/scheduler/tick", {});
            return `${last.status}: ${last.problem}`;
          },
          { timeout: 60_000, intervals: [300] },
        )
        .toBe("settled");
      if (!last) throw new Error("The post was never read");
      return last;
    },
    publish: async (account, post) => desk.settle(await desk.order(account, post)),
    kill: () => product.kill(),
    async restart() {
      await product.start();
      movedMs += leaseMs;
      await product.advance(movedMs);
    },
    close: async () => {
      await desk.api.context.dispose();
      await product.close();
    },
  };
  await desk.api.ok("PATCH", "/api/workspace", { settings: { lateAfterMinutes: 1440 } });
  return desk;
}

async function order(api: Api, account: AccountView, post: NewPost): Promise<PostView> {
  const name = post.title ?? post.text.slice(0, 60);
  const made = newCampaign(name, [account.platform]);
  const campaign = await api.ok<CampaignView>("POST", "/api/campaigns", made);
  const { title = null, text, format = null, options = {}, files = [] } = post;
  const { platform } = account;
  const body = { platform, title, text, format, options };
  const path = `/api/campaigns/${campaign.id}/variants`;
  let variant = await api.ok<VariantView>("POST", path, body);
  for (const { name: fileName, bytes } of files) {
    const headers = { "x-file-name": fileName };
    const sent = await api.send("PUT", `/api/variants/${variant.id}/media`, {
      raw: bytes,
      headers,
    });
    if (!sent.ok()) throw new Error(`${fileName}: ${sent.status()} ${await sent.text()}`);
    variant = (await sent.json()) as VariantView;
  }
  if (files.some(({ altText }) => altText !== undefined)) {
    const media = variant.media.map(({ id }, place) => ({
      mediaId: id,
      altText: files[place]?.altText ?? null,
    }));
    const change = { media, updatedAt: variant.updatedAt };
    variant = await api.ok<VariantView>("PATCH", `/api/variants/${variant.id}`, change);
  }
  const asked = { campaignId: campaign.id, accountId: account.id, variantId: variant.id };
  return api.ok<PostView>("POST", "/api/posts", asked);
}
