import { PencilSimpleIcon, UserCircleIcon, WarningCircleIcon } from "@phosphor-icons/react/ssr";
import type { Failure } from "@/components/approvals/use-desk";
import { Button } from "@/components/ui/button";
import { ChangeSince } from "@/components/ui/change-since";

interface Content {
  title: string | null;
  text: string;
}

type CardNotesProps = {
  failure: Failure | undefined;
  /** It was decided elsewhere while somebody wrote about it here. */
  isGone: boolean;
  /** Somebody edited it while it was on the screen. */
  changed: { before: Content; after: Content; by: string | null } | null;
  onRead: () => void;
};

/** What happened to a card since it was read. */
export function CardNotes({ failure, isGone, changed, onRead }: CardNotesProps) {
  return (
    <>
      {failure ? (
        <div className="rv-note bad" role="alert">
          <WarningCircleIcon className="i" weight="fill" aria-hidden="true" />
          <span className="grow">
            <b className="b">{failure.title}.</b> {failure.detail}
          </span>
        </div>
      ) : null}
      {isGone ? (
        <div className="rv-note" role="status">
          <UserCircleIcon className="i" weight="fill" aria-hidden="true" />
          <span className="grow">
            Somebody else decided this meanwhile. What you wrote is still here.
          </span>
        </div>
      ) : null}
      {changed ? (
        <div className="grid gap-2">
          <div className="rv-note warn" role="status">
            <PencilSimpleIcon className="i" weight="fill" aria-hidden="true" />
            <span className="grow">
              <b className="b">{changed.by ?? "Somebody"} changed this a moment ago.</b> Read the
              new text, then decide.
            </span>
            <Button size="sm" onClick={onRead}>
              I have read it
            </Button>
          </div>
          <ChangeSince {...changed} label="Changed a moment ago" />
        </div>
      ) : null}
    </>
  );
}
