"use client";

import { PersonaName } from "@/components/settings/sandbox/persona-name";
import { toRows } from "@/components/settings/sandbox/persona-rows";
import { Button } from "@/components/ui/button";
import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import type { SandboxFault, SandboxPersona } from "@/lib/contracts/sandbox";

type Props = {
  personas: readonly SandboxPersona[];
  faults: readonly SandboxFault[];
  onInject: (persona: SandboxPersona) => void;
};

export function PersonaTable({ personas, faults, onInject }: Props) {
  const state = ({ accountId }: SandboxPersona) =>
    accountId ? <Status tone="ok">Connected</Status> : <span className="t3">Not connected</span>;
  const waiting = ({ id }: SandboxPersona) => {
    const count = faults.filter((fault) => fault.profileId === id).length;
    if (count === 0) return null;
    return <Status tone="need">{count === 1 ? "1 fault" : `${count} faults`}</Status>;
  };
  const inject = (persona: SandboxPersona) => (
    <Button
      size="sm"
      aria-label={`Inject a fault for ${persona.name}, ${persona.label}`}
      onClick={() => onInject(persona)}
    >
      Inject a fault
    </Button>
  );
  const columns: Column<SandboxPersona>[] = [
    { key: "who", head: "Profile", cell: (persona) => <PersonaName persona={persona} /> },
    { key: "where", head: "Platform", cell: (persona) => persona.label },
    { key: "state", head: "In this workspace", cell: state },
    { key: "faults", head: "Faults", cell: waiting },
    { key: "acts", head: <span className="sr">Actions</span>, cell: inject, num: true },
  ];
  return (
    <Table
      label="Profiles of the sandbox"
      columns={columns}
      rows={toRows(personas)}
      rowKey={(persona) => persona.id}
      phone={(persona) => ({
        first: <PersonaName persona={persona} />,
        aside: inject(persona),
        second: (
          <span className="row row-2 wrap">
            {persona.label}
            {state(persona)}
            {waiting(persona)}
          </span>
        ),
      })}
    />
  );
}
