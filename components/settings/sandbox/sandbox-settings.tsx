"use client";

import { PlusIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { LoadError } from "@/components/settings/load-error";
import { FaultSheet } from "@/components/settings/sandbox/fault-sheet";
import { FaultTable } from "@/components/settings/sandbox/fault-table";
import { toLead } from "@/components/settings/sandbox/fault-words";
import { LedgerTable } from "@/components/settings/sandbox/ledger-table";
import { PersonaTable } from "@/components/settings/sandbox/persona-table";
import {
  useFaults,
  useLedger,
  usePersonas,
  useRemoveFault,
} from "@/components/settings/sandbox/use-sandbox";
import { Button } from "@/components/ui/button";
import { Lead } from "@/components/ui/lead";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { SandboxPersona } from "@/lib/contracts/sandbox";

/** What the imitated platforms should do wrong, for whom, and what they have accepted. */
export function SandboxSettings() {
  const personas = usePersonas();
  const faults = useFaults();
  const [chosen, setChosen] = useState<{ persona: SandboxPersona | null } | null>(null);
  const inject = (
    <Button
      variant="primary"
      icon={<PlusIcon className="i" />}
      onClick={() => setChosen({ persona: null })}
    >
      Inject a fault
    </Button>
  );
  return (
    <>
      <Lead actions={personas.data ? inject : null}>
        {faults.data
          ? toLead(faults.data.length)
          : "What the imitated platforms do wrong on purpose"}
      </Lead>
      <Faults faults={faults} personas={personas.data ?? []} />
      <Section
        title="Profiles"
        note="Made-up people and pages. Faults strike every workspace that connected one."
      >
        {personas.isPending ? <SkeletonRows rows={6} label="Loading profiles" /> : null}
        {personas.isError && !personas.data ? (
          <LoadError
            what="The profiles"
            error={personas.error}
            onRetry={() => void personas.refetch()}
          />
        ) : null}
        {personas.data ? (
          <PersonaTable
            personas={personas.data}
            faults={faults.data ?? []}
            onInject={(persona) => setChosen({ persona })}
          />
        ) : null}
      </Section>
      <Ledger />
      {chosen && personas.data ? (
        <FaultSheet
          personas={personas.data}
          first={chosen.persona}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </>
  );
}

type FaultsProps = { faults: ReturnType<typeof useFaults>; personas: readonly SandboxPersona[] };

function Faults({ faults, personas }: FaultsProps) {
  const remove = useRemoveFault();
  const { data, isPending, isError, error } = faults;
  const removeAll = (
    <Button size="sm" loading={remove.isPending} onClick={() => remove.mutate(null)}>
      Remove all
    </Button>
  );
  return (
    <Section title="Faults that wait" actions={data && data.length > 1 ? removeAll : null}>
      {isPending ? <SkeletonRows rows={2} label="Loading faults" /> : null}
      {isError && !data ? (
        <LoadError what="The faults" error={error} onRetry={() => void faults.refetch()} />
      ) : null}
      {data?.length === 0 ? (
        <p className="t2">
          None. Choose a profile below to see what Bandwagon does when its platform fails.
        </p>
      ) : null}
      {data?.length ? (
        <FaultTable faults={data} personas={personas} onRemove={(fault) => remove.mutate(fault)} />
      ) : null}
    </Section>
  );
}

function Ledger() {
  const ledger = useLedger();
  const { data, isPending, isError, error } = ledger;
  return (
    <Section
      title="What the sandbox accepted"
      note="Its own record of this workspace’s accounts, the latest 50, in one row for each post"
    >
      {isPending ? <SkeletonRows rows={4} label="Loading the record" /> : null}
      {isError && !data ? (
        <LoadError what="The record" error={error} onRetry={() => void ledger.refetch()} />
      ) : null}
      {data?.length === 0 ? (
        <p className="t2">Nothing yet. What is posted to a sandbox account is listed here.</p>
      ) : null}
      {data?.length ? <LedgerTable lines={data} /> : null}
    </Section>
  );
}
