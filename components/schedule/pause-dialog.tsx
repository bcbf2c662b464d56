import { Dialog } from "@/components/ui/dialog";

type PauseDialogProps = {
  open: boolean;
  /** Slots in the days that are shown. */
  held: number;
  lateAfterMinutes: number;
  busy: boolean;
  onPause: () => void;
  onClose: () => void;
};

/** It stops every account of the workspace, for everybody: asked before it is done. */
export function PauseDialog(props: PauseDialogProps) {
  const { open, held, lateAfterMinutes, busy, onPause, onClose } = props;
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title="Pause everything?"
      description={
        <p>
          Nothing goes out from any account until somebody resumes.{" "}
          {held > 0 ? `${held} ${held === 1 ? "slot" : "slots"} shown here will wait. ` : ""}A slot
          that is more than {lateAfterMinutes} minutes late by then is skipped, not posted
          afterwards.
        </p>
      }
      confirmLabel="Pause all"
      cancelLabel="Keep posting"
      loading={busy}
      onConfirm={onPause}
    />
  );
}
