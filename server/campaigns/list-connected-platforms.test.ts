import { expect, it } from "vitest";
import { listConnectedPlatforms } from "@/server/campaigns/list-connected-platforms";
import { createSandboxWorld } from "@/server/testing/sandbox-world";
import { addAccount } from "@/server/testing/world";

it("is of the world that is shown, and of platforms that are always real", async () => {
  const rig = await createSandboxWorld();
  try {
    const { world } = rig;
    await addAccount(world, { platform: "x" });
    await addAccount(world, { platform: "youtube", sandbox: false });
    await addAccount(world, { platform: "blog", sandbox: false });
    await addAccount(world, { platform: "wordpress", sandbox: false, status: "disconnected" });
    expect(await listConnectedPlatforms(world.ctx())).toEqual(["x", "blog"]);
  } finally {
    await rig.close();
  }
});
