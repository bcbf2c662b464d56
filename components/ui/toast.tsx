"use client";

import { CheckCircleIcon, InfoIcon, WarningCircleIcon, XIcon } from "@phosphor-icons/react/ssr";
import type { ReactNode } from "react";
import { toast as show } from "sonner";

export type ToastAction = { label: string; onClick: () => void };
export type ToastOptions = { detail?: string; action?: ToastAction; id?: string };

const SHORT_MS = 4000;
const UNDO_MS = 8000;

type Slip = ToastOptions & { icon: ReactNode; message: string; closable?: boolean; role: string };

function post(slip: Slip, duration: number): string | number {
  return show.custom((id) => <ToastSlip {...slip} onClose={() => show.dismiss(id)} />, {
    duration,
    ...(slip.id ? { id: slip.id } : {}),
  });
}

/** What happened, and the way back. Errors stay until closed. */
export const toast = {
  success: (message: string, options: ToastOptions = {}) =>
    post({ ...options, message, icon: <DoneIcon />, role: "status" }, SHORT_MS),
  info: (message: string, options: ToastOptions = {}) =>
    post({ ...options, message, icon: <NoteIcon />, role: "status" }, SHORT_MS),
  undo: (message: string, onUndo: () => void, options: ToastOptions = {}) =>
    post(
      {
        ...options,
        message,
        icon: <DoneIcon />,
        role: "status",
        action: { label: "Undo", onClick: onUndo },
      },
      UNDO_MS,
    ),
  error: (message: string, options: ToastOptions = {}) =>
    post(
      { ...options, message, icon: <BadIcon />, role: "alert", closable: true },
      Number.POSITIVE_INFINITY,
    ),
  dismiss: (id?: string | number) => show.dismiss(id),
};

function DoneIcon() {
  return <CheckCircleIcon className="i" weight="fill" aria-hidden="true" />;
}

function NoteIcon() {
  return <InfoIcon className="i" weight="fill" aria-hidden="true" />;
}

function BadIcon() {
  return <WarningCircleIcon className="i" weight="fill" aria-hidden="true" />;
}

function ToastSlip(props: Slip & { onClose: () => void }) {
  const { action } = props;
  const act = () => {
    action?.onClick();
    props.onClose();
  };
  return (
    <div className="toast" role={props.role}>
      {props.icon}
      <span className="txt">
        {props.message}
        {props.detail ? <span className="why">{props.detail}</span> : null}
      </span>
      {action ? (
        <button type="button" className="do" onClick={act}>
          {action.label}
        </button>
      ) : null}
      {props.closable ? (
        <button type="button" className="shut" aria-label="Close" onClick={props.onClose}>
          <XIcon className="i" aria-hidden="true" />
        </button>
      ) : null}
    </div>
  );
}
