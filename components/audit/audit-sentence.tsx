import Link from "next/link";
import { subjectWord, wordsOf } from "@/components/audit/audit-words";
import { AutoMark } from "@/components/ui/auto-mark";
import type { AuditEntryView } from "@/lib/contracts/audit";

/** "Ines Moreau changed the role of Jonas Halden." */
export function AuditSentence({ entry }: { entry: AuditEntryView }) {
  const { done, name } = wordsOf(entry);
  return (
    <span>
      <Actor actor={entry.actor} isRoutine={ROUTINE.includes(entry.action)} /> {done}
      {name ? (
        <>
          {" "}
          <b className="b">{name}</b>
        </>
      ) : null}
    </span>
  );
}

/** Nothing was decided: the wheel is for what Bandwagon chose. */
const ROUTINE = ["account.refreshed", "account.refresh_failed", "account.action_required"];

type ActorProps = { actor: AuditEntryView["actor"]; isRoutine: boolean };

function Actor({ actor, isRoutine }: ActorProps) {
  if (actor.kind === "system" && !isRoutine)
    return (
      <>
        <AutoMark only label="By itself" /> <b className="b">{actor.name}</b>
      </>
    );
  return <b className="b">{actor.kind === "token" ? `The token ${actor.name}` : actor.name}</b>;
}

/** Where the subject can be looked at now; a deleted one's page says that it is gone. */
function pageOf({ type, id }: AuditEntryView["subject"]): string | null {
  if (type === "campaign") return id ? `/campaigns/${id}` : null;
  if (type === "post") return id ? `/posts/${id}` : null;
  if (type === "channel") return id ? `/learning/${id}` : null;
  if (type === "prompt") return "/learning";
  if (type === "platform") return id ? `/settings/platforms#${id}` : null;
  if (type === "account") return "/accounts";
  if (type === "member" || type === "invitation") return "/settings/members";
  if (type === "token") return "/settings/tokens";
  return type === "workspace" ? "/settings/workspace" : null;
}

export function AuditSubject({ entry }: { entry: AuditEntryView }) {
  const word = subjectWord(entry.subject.type);
  const href = pageOf(entry.subject);
  return href ? <Link href={href}>{word}</Link> : word;
}
