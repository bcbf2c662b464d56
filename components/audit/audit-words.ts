import { formatInZone } from "@/components/ui/zoned-format";
import type { AuditEntryView } from "@/lib/contracts/audit";

/** What was done, in the words that follow a person's name. */
const DONE: Record<string, string> = {
  "account.connected": "connected the account",
  "account.reconnected": "reconnected the account",
  "account.changed": "changed the account",
  "account.disconnected": "disconnected the account",
  "account.zone_changed": "changed the time zone of",
  "account.refreshed": "renewed the access of",
  "account.refresh_failed": "could not renew the access of",
  "account.action_required": "found that the platform wants a new sign-in for",
  "campaign.created": "created the campaign",
  "campaign.changed": "changed the campaign",
  "campaign.activated": "started the campaign",
  "campaign.optimizer_changed": "changed how variants are chosen for",
  "campaign.links_changed": "changed the short links of",
  "campaign.deleted": "deleted the campaign",
  "variant.created": "wrote the variant",
  "variant.changed": "changed the variant",
  "variant.approved": "approved the variant",
  "variant.approval_withdrawn": "took back the verdict on the variant",
  "variant.changes_requested": "asked for changes of the variant",
  "variant.rejected": "rejected the variant",
  "approval_link.created": "made an approval link for",
  "approval_link.revoked": "took back the approval link for",
  "variant.regenerated": "had the variant written anew",
  "variant.restored": "restored the variant",
  "variant.locked": "locked the variant",
  "variant.unlocked": "unlocked the variant",
  "variant.excluded": "excluded the variant",
  "variant.included": "let Bandwagon choose again the variant",
  "variant.deleted": "deleted the variant",
  "variant.media_added": "added a file to the variant",
  "variant.media_removed": "took a file from the variant",
  "media.added": "added the file",
  "media.changed": "changed the file",
  "media.deleted": "deleted the file",
  "contacts.imported": "imported contacts:",
  "contact.created": "added the contact",
  "contact.changed": "changed the contact",
  "contact.deleted": "deleted the contact",
  "contact.opted_out": "noted that this contact wants no messages:",
  "variant.rewritten": "wrote anew the variant",
  "variants.written": "wrote variants of",
  "variants.ordered": "asked for variants of",
  "schedule.created": "created a schedule for",
  "schedule.changed": "changed a schedule of",
  "schedule.deleted": "deleted a schedule of",
  "schedule.realigned": "moved planned posts to its time zone’s new rules, of",
  "schedule.paused": "paused a schedule of",
  "schedule.resumed": "resumed a schedule of",
  "post.published_now": "published now",
  "post.published": "published the post",
  "post.failed": "gave up the post",
  "post.parked": "could not find out what became of the post",
  "post.found": "said where it is, the post",
  "post.retried": "sent again the post",
  "post.removed": "removed from its platform the post",
  "post.found_gone": "noticed that its platform no longer has the post",
  "platform.resting": "holds posts back, since errors come from",
  "platform.answering": "sends posts again, since good answers come from",
  "post.approved": "approved the post",
  "post.moved": "moved the post",
  "post.skipped": "skipped the post",
  "post.pinned": "chose by hand for the post",
  "post.unpinned": "gave the choice back for the post",
  "post.canceled": "canceled the post",
  "post.ad_created": "made a paused ad of the post",
  "publication.published": "published",
  "publication.scheduled": "scheduled",
  "publication.draft": "kept as a draft",
  "publication.changed": "changed what is to be published:",
  "publication.canceled": "canceled what was to be published:",
  "prompt.promoted": "promoted the prompt",
  "prompt.proposed": "asks for approval of the prompt",
  "prompt.rejected": "rejected the prompt",
  "prompt.retired": "retired the prompt",
  "prompt.rolled_back": "took back the promotion of the prompt",
  "prompt.restored": "brought back the prompt",
  "prompt.bred": "made the prompt",
  "learning.run_asked": "asked for an evaluation of",
  "learning.paused": "paused learning for",
  "learning.resumed": "resumed learning for",
  "learning.settings_changed": "changed the settings of learning",
  "workspace.created": "created the workspace",
  "workspace.changed": "changed the settings of",
  "workspace.links_changed": "changed the short links of",
  "conversion_key.made": "made a public key for conversions of",
  "conversion_key.removed": "removed the public key for conversions of",
  "link.conversions_removed": "took back what pages told of conversions by the link to",
  "workspace.paused": "paused everything in",
  "workspace.resumed": "resumed everything in",
  "member.invited": "invited",
  "invitation.revoked": "took back the invitation for",
  "member.joined": "joined as a member:",
  "member.role_changed": "changed the role of",
  "member.removed": "removed the member",
  "member.reset_link_created": "made a password reset link for",
  "member.password_reset": "set a new password by link:",
  "member.password_changed": "changed the password of",
  "member.signed_out_everywhere": "signed out everywhere:",
  "token.created": "made the API token",
  "token.revoked": "revoked the API token",
  "webhook.created": "made the webhook to",
  "webhook.changed": "changed the webhook to",
  "webhook.deleted": "deleted the webhook to",
  "webhook.secret_rotated": "made a new secret for the webhook to",
  "webhook.redelivered": "had events delivered again to",
  "webhook.disabled": "switched off the webhook to",
  "report_link.created": "made a link to the report",
  "report_link.revoked": "took back the link to the report",
  "report_schedule.created": "has a report sent:",
  "report_schedule.paused": "paused the report",
  "report_schedule.resumed": "resumed the report",
  "report_schedule.deleted": "sends no more the report",
  "report_sending.resent": "had sent again the report",
  "mail_settings.changed": "changed the mail server to",
  "mail_settings.removed": "took out the mail server",
  "sandbox.fault_added": "made the sandbox fail for",
  "sandbox.fault_removed": "took a fault out of the sandbox:",
  "sandbox.faults_removed": "took every fault out of the sandbox",
};

/** Somebody acting on themselves is named once. */
const ON_SELF: Record<string, string> = {
  "member.joined": "joined the workspace",
  "member.role_changed": "changed their own role",
  "member.removed": "left the workspace",
  "member.reset_link_created": "made a password reset link for themselves",
  "member.password_reset": "set a new password by a link",
  "member.password_changed": "changed their password",
  "member.signed_out_everywhere": "signed out everywhere",
};

export interface AuditWords {
  done: string;
  /** What it was done to; null when the words say it already. */
  name: string | null;
}

/** An action nobody wrote words for is still readable: `report.link_made` becomes "report: link made". */
export function wordsOf(entry: Pick<AuditEntryView, "action" | "actor" | "subject">): AuditWords {
  const { action, actor, subject } = entry;
  const alone = ON_SELF[action];
  if (alone && actor.id !== null && actor.id === subject.id) return { done: alone, name: null };
  return { done: DONE[action] ?? spell(action), name: subject.name && shorten(subject.name) };
}

const LONGEST = 64;

/** A post's whole text may be its name: it is cut after a word. */
function shorten(name: string): string {
  const line = name.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST) return line;
  return `${line
    .slice(0, LONGEST)
    .replace(/\s+\S*$/, "")
    .replace(/[\s.,:;?!…]+$/, "")}…`;
}

const spell = (action: string): string => action.replaceAll("_", " ").replace(".", ": ");

const SUBJECTS: Record<string, string> = { token: "API token" };

export function subjectWord(type: string): string {
  const word = SUBJECTS[type] ?? type.replaceAll("_", " ");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export interface FieldChange {
  field: string;
  from: string | null;
  to: string | null;
}

/** What changed, field by field; equal fields are left out. Instants are read in the zone. */
export function changesOf(before: unknown, after: unknown, zone: string): FieldChange[] {
  const old = fieldsOf(before);
  const now = fieldsOf(after);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((key) => ({
      field: fieldWord(key),
      from: key in old ? show(old[key], zone) : null,
      to: key in now ? show(now[key], zone) : null,
    }))
    .filter((change) => change.from !== change.to);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  if (typeof value === "object" && !Array.isArray(value)) return { ...value };
  return { value };
}

/** `minGapMinutes` as "Min gap minutes". */
function fieldWord(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function show(value: unknown, zone: string): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value))
    return value.length === 0 ? "nothing" : value.map((each) => show(each, zone)).join(", ");
  if (typeof value === "string" && INSTANT.test(value))
    return `${formatInZone(value, zone, "date")}, ${formatInZone(value, zone, "time")}`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
