"use client";

import {
  actsAtOnce,
  describeFault,
  SCOPE_WORDS,
  toLeft,
} from "@/components/settings/sandbox/fault-words";
import { PersonaName } from "@/components/settings/sandbox/persona-name";
import { Button } from "@/components/ui/button";
import { type Column, Table } from "@/components/ui/table";
import type { SandboxFault, SandboxPersona } from "@/lib/contracts/sandbox";

type Props = {
  faults: readonly SandboxFault[];
  personas: readonly SandboxPersona[];
  onRemove: (fault: SandboxFault) => void;
};

export function FaultTable({ faults, personas, onRemove }: Props) {
  const who = ({ profileId }: SandboxFault) => {
    const persona = personas.find((each) => each.id === profileId);
    return persona ? <PersonaName persona={persona} /> : "Every profile";
  };
  const remove = (fault: SandboxFault) => (
    <Button
      size="sm"
      aria-label={`Remove “${describeFault(fault)}”`}
      onClick={() => onRemove(fault)}
    >
      Remove
    </Button>
  );
  const calls = ({ kind, scope }: SandboxFault) => (actsAtOnce(kind) ? "–" : SCOPE_WORDS[scope]);
  const columns: Column<SandboxFault>[] = [
    { key: "what", head: "Fault", cell: (fault) => <b className="b">{describeFault(fault)}</b> },
    { key: "who", head: "Profile", cell: who },
    { key: "calls", head: "Strikes", cell: calls },
    { key: "left", head: "For", cell: (fault) => toLeft(fault.remaining) },
    { key: "acts", head: <span className="sr">Actions</span>, cell: remove, num: true },
  ];
  return (
    <Table
      label="Faults that wait"
      columns={columns}
      rows={faults}
      rowKey={(fault) => fault.id}
      phone={(fault) => ({
        first: <b className="b">{describeFault(fault)}</b>,
        aside: remove(fault),
        second: (
          <span className="row row-2 wrap">
            {who(fault)}
            <span>
              {calls(fault)}. {toLeft(fault.remaining)}
            </span>
          </span>
        ),
      })}
    />
  );
}
