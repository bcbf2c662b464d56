import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import type { DraftMedia } from "@/server/platforms/adapter";
import { publishDue } from "@/server/scheduler/publish-due";
import { createSchedule } from "@/server/schedules/create-schedule";
import { createFakePlatform } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";

let world: World;

beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

async function addImage(fileName: string): Promise<string> {
  const { db } = world.runtime.database;
  const [row] = await db
    .insert(mediaAssets)
    .values({
      workspaceId: world.workspaceId,
      kind: "image",
      mimeType: "image/png",
      bytes: 4,
      sha256: "0",
      storageKey: `aa/${fileName}`,
      fileName,
      width: 1200,
      height: 800,
    })
    .returning();
  if (!row) throw new Error("nothing was inserted");
  return row.id;
}

/** Publishes the only variant of a campaign on X, and returns what the platform was handed. */
async function publish(
  variant: Parameters<typeof addVariant>[2],
  openMedia: (mediaId: string, altText: string | null) => Promise<DraftMedia>,
) {
  const campaignId = (await addCampaign(world)).id;
  const accountId = (await addAccount(world)).id;
  await addVariant(world, campaignId, variant);
  await createSchedule(world.ctx(), {
    campaignId,
    accountIds: [accountId],
    when: { kind: "once", runAt: "2026-03-02T10:00:00Z" },
    timeZone: "UTC",
  });
  world.runtime.clock.advance(60 * 60_000);
  const platform = createFakePlatform();
  await publishDue(world.runtime, {
    ...platform.parts,
    openMedia: (_runtime, { mediaId, altText }) => openMedia(mediaId, altText),
  });
  const [post] = await world.runtime.database.db.select().from(posts);
  return { draft: platform.calls[0]?.draft, post };
}

const opened = (mediaId: string, altText: string | null) =>
  Promise.resolve({ fileName: mediaId, altText } as DraftMedia);

describe("a post's content", () => {
  it("carries every file in its order, with the format", async () => {
    const [a, b] = [await addImage("a.png"), await addImage("b.png")];
    const media = [
      { mediaId: b, altText: "B" },
      { mediaId: a, altText: "A" },
    ];
    const { draft, post } = await publish(
      { format: "thread", text: "One\n---\nTwo", media },
      opened,
    );
    expect(draft).toMatchObject({
      format: "thread",
      text: "One\n---\nTwo",
      media: [
        { fileName: b, altText: "B" },
        { fileName: a, altText: "A" },
      ],
    });
    expect(post?.content).toMatchObject({ format: "thread", media });
  });

  it("is frozen with the options as the catalog begins, and names the first format", async () => {
    const poll = await publish({ format: "poll", options: { choices: "a\nb" } }, opened);
    const options = { choices: "a\nb", durationMinutes: "1440" };
    expect(poll.draft).toMatchObject({ format: "poll", options, media: [] });
    expect(poll.post?.content).toMatchObject({ options });
  });

  it("does not go out when a file is gone", async () => {
    const media = [{ mediaId: await addImage("a.png"), altText: "A" }];
    const { draft, post } = await publish({ media }, () => Promise.reject(new Error("no file")));
    expect(draft).toBeUndefined();
    expect(post).toMatchObject({ status: "failed", problemCode: "media_gone" });
  });
});
