import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApprovalLink } from "@/server/approvals/create-approval-link";
import { listApprovalLinks } from "@/server/approvals/list-approval-links";
import { resetPassword } from "@/server/auth/reset-password";
import { verifyPassword } from "@/server/auth/verify-password";
import { type Ctx, ROLE_SCOPES } from "@/server/context";
import { hashPassword } from "@/server/crypto/tokens";
import { auditLog, events } from "@/server/db/schema/facts";
import { invitations, memberships, users } from "@/server/db/schema/users";
import { uuidv7 } from "@/server/db/uuid";
import { findSessionIdentity } from "@/server/http/authenticate";
import { acceptInvitation } from "@/server/members/accept-invitation";
import { changeRole } from "@/server/members/change-role";
import { createPasswordReset } from "@/server/members/create-password-reset";
import { inviteMember } from "@/server/members/invite-member";
import { listInvitations } from "@/server/members/list-invitations";
import { listMembers } from "@/server/members/list-members";
import { readInvitation } from "@/server/members/read-invitation";
import { removeMember } from "@/server/members/remove-member";
import { revokeInvitation } from "@/server/members/revoke-invitation";
import { addCampaign, addWorkspace, createWorld, type World } from "@/server/testing/world";
import { createToken } from "@/server/tokens/create-token";
import { listTokens } from "@/server/tokens/list-tokens";

const password = "a long enough password";
const day = 86_400_000;

let world: World;
let disconnected: string[] = [];

beforeAll(async () => {
  world = await createWorld();
  world.runtime.disconnectUser = (userId) => disconnected.push(userId);
});
afterAll(() => world.close());

const tokenOf = (link: string) => link.split("/").at(-1) ?? "";

async function joinAs(role: "owner" | "editor" | "viewer", name: string): Promise<string> {
  const email = `${uuidv7()}@example.com`;
  const { link } = await inviteMember(world.ctx(), { email, role });
  await acceptInvitation(world.runtime, { token: tokenOf(link), name, password });
  const found = (await listMembers(world.ctx())).items.find((member) => member.email === email);
  return found?.id ?? "";
}

const sessionOf = async (userId: string) => {
  const [user] = await world.runtime.database.db.select().from(users).where(eq(users.id, userId));
  return { userId, workspaceId: world.workspaceId, version: user?.sessionVersion ?? 0 };
};

const lastAudit = async (action: string) => {
  const rows = await world.runtime.database.db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.workspaceId, world.workspaceId), eq(auditLog.action, action)))
    .orderBy(auditLog.id);
  return rows.at(-1);
};

const tokenContext = (scopes: Ctx["actor"]["scopes"]): Ctx => ({
  ...world.ctx(),
  actor: { kind: "token", id: uuidv7(), name: "CI", role: null, scopes },
});

describe("an invitation", () => {
  it("lets a new person join with a name and a password, once", async () => {
    const invited = await inviteMember(world.ctx(), { email: "Jonas@Example.com", role: "editor" });
    expect(invited.link).toMatch(new RegExp(`^${world.runtime.env.APP_URL}/invite/[\\w-]{43}$`));
    const token = tokenOf(invited.link);
    expect(await readInvitation(token, world.runtime)).toEqual({
      email: "jonas@example.com",
      role: "editor",
      workspace: "Northlight Coffee",
      invitedBy: "Ines Moreau",
      knownName: null,
    });
    await acceptInvitation(world.runtime, { token, name: "Jonas Halden", password });
    const signedIn = await verifyPassword(world.runtime, {
      email: "jonas@example.com",
      password,
      address: "test",
    });
    expect(signedIn?.workspaceId).toBe(world.workspaceId);
    expect((await listMembers(world.ctx())).items).toContainEqual(
      expect.objectContaining({ name: "Jonas Halden", role: "editor", isYou: false }),
    );
    await expect(
      acceptInvitation(world.runtime, { token, name: "Somebody", password }),
    ).rejects.toThrow(/used before/);
    expect(await lastAudit("member.joined")).toMatchObject({ actorName: "Jonas Halden" });
  });

  it("keeps no secret: not in its row, the audit or the events", async () => {
    const { link } = await inviteMember(world.ctx(), { email: "s@example.com", role: "viewer" });
    const db = world.runtime.database.db;
    const kept = JSON.stringify([
      await db.select().from(invitations),
      await db.select().from(auditLog),
      await db.select().from(events),
    ]);
    expect(kept).not.toContain(tokenOf(link));
  });

  it("blames the field that is missing and stays usable", async () => {
    const { link } = await inviteMember(world.ctx(), { email: "f@example.com", role: "viewer" });
    const token = tokenOf(link);
    await expect(acceptInvitation(world.runtime, { token, password })).rejects.toMatchObject({
      fields: [{ path: "name", message: "Tell us your name." }],
    });
    await expect(
      acceptInvitation(world.runtime, { token, name: "Fay", password: "short" }),
    ).rejects.toMatchObject({ fields: [expect.objectContaining({ path: "password" })] });
    expect(await readInvitation(token, world.runtime)).not.toBeNull();
  });

  it("ends after seven days, when taken back, and when a newer one is made", async () => {
    const email = "late@example.com";
    const first = await inviteMember(world.ctx(), { email, role: "viewer" });
    const second = await inviteMember(world.ctx(), { email, role: "editor" });
    expect(await readInvitation(tokenOf(first.link), world.runtime)).toBeNull();
    await revokeInvitation(world.ctx(), second.invitation.id);
    expect(await readInvitation(tokenOf(second.link), world.runtime)).toBeNull();
    await expect(revokeInvitation(world.ctx(), second.invitation.id)).rejects.toMatchObject({
      code: "not_found",
    });
    const third = await inviteMember(world.ctx(), { email, role: "viewer" });
    world.runtime.clock.advance(7 * day);
    expect(await readInvitation(tokenOf(third.link), world.runtime)).toBeNull();
    const { items } = await listInvitations(world.ctx());
    expect(items.find((item) => item.email === email)).toMatchObject({ expired: true });
  });

  it("asks a person of another workspace for the password they have", async () => {
    const other = await addWorkspace(world.runtime, "Elsewhere");
    const email = "two@example.com";
    await world.runtime.database.db
      .update(users)
      .set({ email, passwordHash: await hashPassword("the other password") })
      .where(eq(users.id, other.userId));
    const { link } = await inviteMember(world.ctx(), { email, role: "viewer" });
    const token = tokenOf(link);
    expect((await readInvitation(token, world.runtime))?.knownName).toBe("Ines Moreau");
    await expect(
      acceptInvitation(world.runtime, { token, name: "Thief", password }),
    ).rejects.toMatchObject({ fields: [expect.objectContaining({ path: "password" })] });
    await acceptInvitation(world.runtime, { token, password: "the other password" });
    const { items } = await listMembers(world.ctx());
    expect(items.find((member) => member.id === other.userId)).toMatchObject({ role: "viewer" });
    await expect(createPasswordReset(world.ctx(), other.userId)).rejects.toThrow(
      /another workspace/,
    );
  });

  it("is refused for a member, and for another workspace's id", async () => {
    const [me] = (await listMembers(world.ctx())).items;
    await expect(
      inviteMember(world.ctx(), { email: me?.email ?? "", role: "viewer" }),
    ).rejects.toMatchObject({ fields: [expect.objectContaining({ path: "email" })] });
    const other = await addWorkspace(world.runtime, "Third");
    const foreign = { ...world.ctx(), workspaceId: other.workspaceId };
    const { invitation } = await inviteMember(foreign, { email: "x@example.com", role: "viewer" });
    await expect(revokeInvitation(world.ctx(), invitation.id)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("never gives more than the one who makes it has", async () => {
    const narrow = tokenContext(new Set(["members:write", ...ROLE_SCOPES.viewer]));
    await expect(
      inviteMember(narrow, { email: "boss@example.com", role: "owner" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(createPasswordReset(narrow, world.userId)).rejects.toMatchObject({
      code: "forbidden",
    });
    await inviteMember(narrow, { email: "reader@example.com", role: "viewer" });
  });
});

describe("a member", () => {
  it("is signed out and disconnected when the role changes, and the change is audited", async () => {
    const userId = await joinAs("editor", "Edda");
    const session = await sessionOf(userId);
    disconnected = [];
    await changeRole(world.ctx(), userId, "viewer");
    expect(await findSessionIdentity(world.runtime, session)).toBeNull();
    expect(disconnected).toEqual([userId]);
    expect(await lastAudit("member.role_changed")).toMatchObject({
      before: { role: "editor" },
      after: { role: "viewer" },
      subjectName: "Edda",
    });
    const again = await sessionOf(userId);
    await changeRole(world.ctx(), userId, "viewer");
    expect(await findSessionIdentity(world.runtime, again)).not.toBeNull();
  });

  it("who is the last owner stays one", async () => {
    await expect(changeRole(world.ctx(), world.userId, "editor")).rejects.toThrow(/needs an owner/);
    await expect(removeMember(world.ctx(), world.userId)).rejects.toThrow(/needs an owner/);
    const second = await joinAs("owner", "Olga");
    const outcomes = await Promise.allSettled([
      changeRole(world.ctx(), world.userId, "editor"),
      removeMember(world.ctx(), second),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    const owners = (await listMembers(world.ctx())).items.filter((m) => m.role === "owner");
    expect(owners).toHaveLength(1);
    await world.runtime.database.db
      .update(memberships)
      .set({ role: "owner" })
      .where(eq(memberships.userId, world.userId));
  });

  it("who is removed loses session and tokens, and may be invited back", async () => {
    const userId = await joinAs("owner", "Rolf");
    const theirs = { ...world.ctx(), actor: { ...world.ctx().actor, id: userId } };
    const { token } = await createToken(theirs, {
      name: "Rolf's",
      scopes: ["posts:read"],
      expiresAt: null,
    });
    const session = await sessionOf(userId);
    const email = (await listMembers(world.ctx())).items.find((m) => m.id === userId)?.email ?? "";
    await removeMember(world.ctx(), userId);
    expect(await findSessionIdentity(world.runtime, session)).toBeNull();
    expect((await listTokens(world.ctx())).items.map((each) => each.id)).not.toContain(token.id);
    await expect(removeMember(world.ctx(), userId)).rejects.toMatchObject({ code: "not_found" });

    const { link } = await inviteMember(world.ctx(), { email, role: "viewer" });
    await acceptInvitation(world.runtime, { token: tokenOf(link), name: "Rolf B", password });
    expect((await listMembers(world.ctx())).items).toContainEqual(
      expect.objectContaining({ id: userId, name: "Rolf B", role: "viewer" }),
    );
  });

  it("of another workspace does not exist here", async () => {
    const other = await addWorkspace(world.runtime, "Foreign");
    for (const attempt of [
      () => changeRole(world.ctx(), other.userId, "owner"),
      () => removeMember(world.ctx(), other.userId),
      () => createPasswordReset(world.ctx(), other.userId),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a reset link", () => {
  it("sets a password once, ends sessions and tells nobody the secret", async () => {
    const userId = await joinAs("editor", "Rita");
    const session = await sessionOf(userId);
    const first = await createPasswordReset(world.ctx(), userId);
    const { link } = await createPasswordReset(world.ctx(), userId);
    const attempt = (secret: string) =>
      resetPassword(world.runtime, { token: tokenOf(secret), password: "an entirely new one" });
    await expect(attempt(first.link)).rejects.toThrow(/used before/);
    disconnected = [];
    const { email } = await attempt(link);
    await expect(attempt(link)).rejects.toThrow(/used before/);
    expect(await findSessionIdentity(world.runtime, session)).toBeNull();
    expect(disconnected).toEqual([userId]);
    const signIn = (word: string) =>
      verifyPassword(world.runtime, { email, password: word, address: "test" });
    expect(await signIn(password)).toBeNull();
    expect((await signIn("an entirely new one"))?.id).toBe(userId);
    const entry = await lastAudit("member.password_reset");
    expect(JSON.stringify(entry)).not.toContain(tokenOf(link));
  });

  it("ends after a day, and with the membership", async () => {
    const userId = await joinAs("viewer", "Vera");
    const old = await createPasswordReset(world.ctx(), userId);
    world.runtime.clock.advance(day);
    await expect(
      resetPassword(world.runtime, { token: tokenOf(old.link), password }),
    ).rejects.toThrow(/too old/);
    const { link } = await createPasswordReset(world.ctx(), userId);
    await removeMember(world.ctx(), userId);
    await expect(resetPassword(world.runtime, { token: tokenOf(link), password })).rejects.toThrow(
      /used before/,
    );
  });
});

describe("a person who lost their rights", () => {
  it("leaves no link behind that leads back in", async () => {
    const owner = await joinAs("owner", "Former Owner");
    const victim = await joinAs("viewer", "Somebody Else");
    const former: Ctx = { ...world.ctx(), actor: { ...world.ctx().actor, id: owner } };
    const invited = await inviteMember(former, { email: "back@example.com", role: "owner" });
    const reset = await createPasswordReset(former, victim);
    await removeMember(world.ctx(), owner);
    const input = { name: "Back Again", password };
    await expect(
      acceptInvitation(world.runtime, { ...input, token: tokenOf(invited.link) }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      resetPassword(world.runtime, { ...input, token: tokenOf(reset.link) }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("lets nobody approve in their name any more, where they may not themselves", async () => {
    const { id: campaignId } = await addCampaign(world);
    const link = async (userId: string) => {
      const theirs: Ctx = { ...world.ctx(), actor: { ...world.ctx().actor, id: userId } };
      const input = { label: "A client", expiresInDays: 14 };
      return (await createApprovalLink(theirs, campaignId, input)).link.id;
    };
    const [gone, lower, same] = [
      await joinAs("editor", "Gone"),
      await joinAs("editor", "Lower"),
      await joinAs("editor", "Same"),
    ];
    const made = [await link(gone), await link(lower), await link(same)];
    await removeMember(world.ctx(), gone);
    await changeRole(world.ctx(), lower, "viewer");
    await changeRole(world.ctx(), same, "reviewer");
    const { items } = await listApprovalLinks(world.ctx(), campaignId);
    const open = items.filter(({ revokedAt }) => revokedAt === null).map(({ id }) => id);
    expect(open).toEqual([made[2]]);
    expect(await lastAudit("approval_link.revoked")).toMatchObject({ subjectId: made[1] });
  });

  it("cannot be reset by one workspace after joining another", async () => {
    const member = await joinAs("viewer", "Two Homes");
    const { link } = await createPasswordReset(world.ctx(), member);
    const other = await addWorkspace(world.runtime, "Another home");
    await world.runtime.database.db
      .insert(memberships)
      .values({ workspaceId: other.workspaceId, userId: member, role: "owner" });
    await expect(
      resetPassword(world.runtime, { token: tokenOf(link), password: "a different password" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
