import { z } from "zod";
import { Email } from "@/lib/contracts/auth";

export const ROLE_NAMES = ["owner", "editor", "reviewer", "viewer"] as const;
export const MemberRole = z.enum(ROLE_NAMES, "Choose a role: owner, editor, reviewer or viewer.");
export type MemberRole = z.infer<typeof MemberRole>;

/** What each role may do, as the members page says it. */
export const ROLE_WORDS: Record<MemberRole, { label: string; words: string }> = {
  owner: { label: "Owner", words: "Everything, with members, tokens and settings" },
  editor: { label: "Editor", words: "Connects accounts, writes, schedules and publishes" },
  reviewer: { label: "Reviewer", words: "Reads everything and approves posts" },
  viewer: { label: "Viewer", words: "Reads everything, changes nothing" },
};

export const MemberView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: MemberRole,
  joinedAt: z.string(),
  isYou: z.boolean(),
});
export type MemberView = z.infer<typeof MemberView>;

export const MemberList = z.object({ items: z.array(MemberView) });
export type MemberList = z.infer<typeof MemberList>;

export const ChangeRole = z.object({ role: MemberRole });

export const InviteMember = z.object({ email: Email, role: MemberRole });
export type InviteMember = z.infer<typeof InviteMember>;

export const InvitationView = z.object({
  id: z.string(),
  email: z.string(),
  role: MemberRole,
  invitedBy: z.string().nullable(),
  expiresAt: z.string(),
  expired: z.boolean(),
});
export type InvitationView = z.infer<typeof InvitationView>;

export const InvitationList = z.object({ items: z.array(InvitationView) });
export type InvitationList = z.infer<typeof InvitationList>;

/** The link leaves once; only its hash is kept. */
export const InvitationCreated = z.object({ invitation: InvitationView, link: z.string() });
export type InvitationCreated = z.infer<typeof InvitationCreated>;

export const ResetLink = z.object({ link: z.string(), expiresAt: z.string() });
export type ResetLink = z.infer<typeof ResetLink>;

/** Someone with a membership elsewhere proves who they are; everybody else sets name and password. */
export const AcceptInvitation = z.object({
  token: z.string().min(1).max(200),
  name: z.string().trim().max(80).optional(),
  password: z.string().min(1, "Give a password.").max(200, "Use at most 200 characters."),
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
