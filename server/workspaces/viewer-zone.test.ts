import { afterAll, beforeAll, expect, it } from "vitest";
import { UpdateProfile } from "@/lib/contracts/profile";
import { getProfile } from "@/server/auth/get-profile";
import { updateProfile } from "@/server/auth/update-profile";
import { systemContext } from "@/server/context";
import { addWorkspace, contextFor, createWorld, type World } from "@/server/testing/world";
import { getWorkspaceView } from "@/server/workspaces/get-workspace-view";
import { viewerZone } from "@/server/workspaces/viewer-zone";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

it("is the person's own, and the workspace's for everybody else", async () => {
  const viewer = world.ctx("viewer");
  const system = systemContext(world.runtime, world.workspaceId, "request");
  const other = await addWorkspace(world.runtime, "Halden");
  const stranger = contextFor(world.runtime, world.workspaceId, other.userId, "editor");
  const token = { ...viewer, actor: { ...viewer.actor, kind: "token" as const } };
  expect(await viewerZone(viewer)).toBe("Europe/Copenhagen");
  expect(await updateProfile(viewer, { timeZone: "Asia/Calcutta" })).toEqual({
    timeZone: "Asia/Kolkata",
  });
  expect(await getProfile(viewer)).toEqual({ timeZone: "Asia/Kolkata" });
  expect(await viewerZone(viewer)).toBe("Asia/Kolkata");
  for (const ctx of [system, stranger, token]) {
    expect(await viewerZone(ctx)).toBe("Europe/Copenhagen");
  }
  expect((await getWorkspaceView(viewer)).timeZone).toBe("Europe/Copenhagen");
  await updateProfile(viewer, { timeZone: null });
  expect(await viewerZone(viewer)).toBe("Europe/Copenhagen");
});

it("is chosen by people only, and among zones that there are", async () => {
  const ctx = world.ctx();
  const token = { ...ctx, actor: { ...ctx.actor, kind: "token" as const } };
  await expect(updateProfile(token, { timeZone: "UTC" })).rejects.toThrow("signed-in person");
  expect(UpdateProfile.safeParse({ timeZone: "Mars/Olympus" }).success).toBe(false);
});
