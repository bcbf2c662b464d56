import { asc, eq } from "drizzle-orm";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { contacts, postRecipients } from "@/server/db/schema/contacts";
import { posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import type { PlatformAdapter } from "@/server/platforms/adapter";
import { createPublisher } from "@/server/posts/create-publisher";
import type { PublishParts } from "@/server/posts/publish-post";
import { createFakePlatform } from "@/server/testing/fake-platform";
import { addAccount, createWorld, type World } from "@/server/testing/world";

const platform = "whatsapp";
const turnMs = 70_000;

export interface Sent {
  kind: "publish" | "resume";
  to: string;
  key: string;
  text: string;
}
export type Answer = (sent: Sent, all: readonly Sent[]) => PublishOutcome | Promise<PublishOutcome>;

export const accepted: Answer = ({ key }) => ({
  ...{ kind: "published", externalId: `wamid.${key}`, permalink: null, visibility: "live" },
});

export interface RecipientsWorld {
  world: World;
  postId: string;
  sent: Sent[];
  /** A platform in memory that writes to people one by one. */
  toParts(answer: Answer): PublishParts;
  addContacts(count: number, values?: object): Promise<void>;
  open(parts: PublishParts): ReturnType<typeof createPublisher>;
  /** As the process does it: pump and wait, on a clock that moves on. */
  run(parts: PublishParts, turns?: number): Promise<void>;
  readPost(): Promise<typeof posts.$inferSelect>;
  readRecipients(): Promise<(typeof postRecipients.$inferSelect)[]>;
  /** What was sent, without the looks at what had become of it. */
  published(): Sent[];
  isEachOnce(): boolean;
}

/** A world with one post that is due now and goes to contacts. */
export async function createRecipientsWorld(): Promise<RecipientsWorld> {
  const world = await createWorld();
  const { db } = world.runtime.database;
  const sent: Sent[] = [];
  const postId = await addPost(world);
  const published = () => sent.filter(({ kind }) => kind === "publish");
  const open = (parts: PublishParts) =>
    createPublisher(world.runtime, {
      ...parts,
      choose: async () => ({ choices: new Map(), facts: [], steps: [] }),
    });
  return {
    ...{ world, postId, sent, published, open },
    toParts: (answer) => toParts(sent, answer),
    async addContacts(count, values = {}) {
      const consentAt = new Date("2026-02-01T09:00:00Z");
      const rows = Array.from({ length: count }, (_, at) => ({
        ...{ workspaceId: world.workspaceId, phone: `+4520${String(at).padStart(6, "0")}` },
        ...{ consentAt, consentSource: "Form", ...values },
      }));
      await db.insert(contacts).values(rows);
    },
    async run(parts, turns = 1) {
      const publisher = open(parts);
      for (let turn = 0; turn < turns; turn += 1) {
        await publisher.pump();
        await publisher.drain();
        world.runtime.clock.advance(turnMs);
      }
    },
    async readPost() {
      const [post] = await db.select().from(posts).where(eq(posts.id, postId));
      if (!post) throw new Error("no post");
      return post;
    },
    readRecipients: () =>
      db
        .select()
        .from(postRecipients)
        .where(eq(postRecipients.postId, postId))
        .orderBy(asc(postRecipients.id)),
    isEachOnce: () => new Set(published().map(({ to }) => to)).size === published().length,
  };
}

async function addPost(world: World): Promise<string> {
  const account = await addAccount(world, { platform });
  const now = world.runtime.clock.now();
  const [post] = await world.runtime.database.db
    .insert(posts)
    .values({
      ...{ workspaceId: world.workspaceId, accountId: account.id, platform, status: "queued" },
      ...{ slotAt: now, dueAt: now, nextAt: now, idempotencyKey: uuidv7() },
      deadlineAt: new Date(now.getTime() + 3_600_000),
      content: { format: "message", title: null, text: "Hello", media: [], options: {} },
    })
    .returning();
  return post?.id ?? "";
}

function toParts(sent: Sent[], answer: Answer): PublishParts {
  const fake = createFakePlatform().parts;
  const take = async (call: Sent) => {
    sent.push(call);
    return answer(call, sent);
  };
  const adapter: PlatformAdapter = {
    ...(fake.adapters.x as PlatformAdapter),
    platform,
    publish: async (_session, { recipient = "", text }, { key }, saveReceipt) => {
      await saveReceipt({ stage: "sending" });
      return take({ kind: "publish", to: recipient, key, text });
    },
    resume: (_session, { key }, _receipt, { recipient = "", text }) =>
      take({ kind: "resume", to: recipient, key, text }),
  };
  return { ...fake, adapters: { [platform]: adapter } };
}
