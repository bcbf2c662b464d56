"use client";

import { UploadSimpleIcon } from "@phosphor-icons/react/ssr";
import { usePathname } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { ContactSheet } from "@/components/contacts/contact-sheet";
import { ContactTable } from "@/components/contacts/contact-table";
import { describeCounts, STATUS_WORDS } from "@/components/contacts/contact-words";
import { ImportSheet } from "@/components/contacts/import-sheet";
import { type ContactFilter, useContacts } from "@/components/contacts/use-contacts";
import { pushAddress, useSearch } from "@/components/layout/address";
import { TopBar } from "@/components/layout/top-bar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { Input } from "@/components/ui/input";
import { Lead } from "@/components/ui/lead";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ContactStatus, type ContactView } from "@/lib/contracts/contacts";

type Open = "new" | "import" | null;

export function ContactsPage({ canWrite }: { canWrite: boolean }) {
  const pathname = usePathname();
  const openId = useSearch().get("contact");
  const [filter, setFilter] = useState<ContactFilter>({});
  const [open, setOpen] = useState<Open>(null);
  const query = useContacts(useDeferredValue(filter));
  const contacts = query.data?.pages.flatMap((page) => page.items) ?? [];
  const counts = query.data?.pages[0]?.counts;
  const chosen = contacts.find(({ id }) => id === openId);
  const total = counts ? counts.reachable + counts.no_consent + counts.opted_out : null;
  const importButton = canWrite ? <ImportButton onClick={() => setOpen("import")} /> : null;
  return (
    <>
      <TopBar
        title="Contacts"
        actions={importButton}
        phoneActions={importButton}
        primary={canWrite ? { label: "Add contact", onClick: () => setOpen("new") } : undefined}
      />
      <Lead>{counts && total ? describeCounts(counts) : "The people you may write to"}</Lead>
      {total ? <Filters filter={filter} onChange={setFilter} /> : null}
      <section className="pad">
        {total === 0 ? (
          <NoContacts onImport={canWrite ? () => setOpen("import") : null} />
        ) : (
          <ContactResults
            query={query}
            contacts={contacts}
            toHref={canWrite ? (id) => `${pathname}?contact=${id}` : undefined}
            onClear={() => setFilter({})}
          />
        )}
      </section>
      {canWrite && chosen ? (
        <ContactSheet key={chosen.id} contact={chosen} onClose={() => pushAddress(pathname)} />
      ) : null}
      {open === "new" ? <ContactSheet contact={null} onClose={() => setOpen(null)} /> : null}
      {open === "import" ? <ImportSheet onClose={() => setOpen(null)} /> : null}
    </>
  );
}

function ImportButton({ onClick }: { onClick: () => void }) {
  return (
    <Button
      aria-label="Import contacts"
      icon={<UploadSimpleIcon className="i" aria-hidden="true" />}
      onClick={onClick}
    >
      Import
    </Button>
  );
}

type ContactResultsProps = {
  query: ReturnType<typeof useContacts>;
  contacts: readonly ContactView[];
  toHref: ((id: string) => string) | undefined;
  onClear: () => void;
};

function ContactResults({ query, contacts, toHref, onClear }: ContactResultsProps) {
  if (query.isPending) return <SkeletonRows rows={8} label="Loading contacts" />;
  if (query.isError) {
    return (
      <ErrorMessage
        title="The contacts can’t be shown."
        action={<Button onClick={() => query.refetch()}>Try again</Button>}
      >
        {query.error.message}
      </ErrorMessage>
    );
  }
  if (contacts.length === 0) {
    return (
      <EmptyState title="Nobody fits" action={<Button onClick={onClear}>Show all contacts</Button>}>
        Search for part of a name or a number.
      </EmptyState>
    );
  }
  return (
    <>
      <ContactTable contacts={contacts} toHref={toHref} />
      {query.hasNextPage ? (
        <div className="pages">
          <span className="grow">{contacts.length} contacts so far</span>
          <Button
            size="sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Load more
          </Button>
        </div>
      ) : null}
    </>
  );
}

type FiltersProps = { filter: ContactFilter; onChange: (filter: ContactFilter) => void };

const STATUS_OPTIONS = ContactStatus.options.map((value) => ({
  value,
  label: STATUS_WORDS[value],
}));

function Filters({ filter, onChange }: FiltersProps) {
  const { q, status } = filter;
  return (
    <search className="pad tool-row" aria-label="Filter contacts">
      <span className="grow max-md:basis-full md:max-w-[32ch]">
        <Input
          className="slim"
          type="search"
          aria-label="Name or number"
          placeholder="Name or number"
          value={q ?? ""}
          onChange={({ target }) =>
            onChange({
              ...(status ? { status } : {}),
              ...(target.value ? { q: target.value } : {}),
            })
          }
        />
      </span>
      <Select
        className="slim"
        aria-label="Every state"
        placeholder="Every state"
        value={status ?? ""}
        options={STATUS_OPTIONS}
        onChange={({ target }) => {
          const next = ContactStatus.safeParse(target.value).data;
          onChange({ ...(q ? { q } : {}), ...(next ? { status: next } : {}) });
        }}
      />
    </search>
  );
}

function NoContacts({ onImport }: { onImport: (() => void) | null }) {
  return (
    <EmptyState
      title="Nobody to write to yet"
      action={
        onImport ? (
          <Button variant="primary" onClick={onImport}>
            Import contacts
          </Button>
        ) : null
      }
    >
      Messages go only to people who agreed to get them. Bring their numbers with the day and the
      place of their consent; who answers STOP is left alone from then on.
    </EmptyState>
  );
}
