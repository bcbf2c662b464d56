"use client";

import { ContactStanding } from "@/components/contacts/contact-words";
import { useZone } from "@/components/providers/zone";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ContactView } from "@/lib/contracts/contacts";

type ContactTableProps = {
  contacts: readonly ContactView[];
  toHref: ((id: string) => string) | undefined;
};

const COLUMNS: readonly Column<ContactView>[] = [
  { key: "name", head: "Name", cell: (contact) => <Name contact={contact} /> },
  { key: "phone", head: "Number", cell: ({ phone }) => <span className="nw">{phone}</span> },
  { key: "status", head: "State", cell: (contact) => <ContactStanding contact={contact} /> },
  { key: "consent", head: "Agreed", cell: (contact) => <Agreed contact={contact} /> },
];

export function ContactTable({ contacts, toHref }: ContactTableProps) {
  return (
    <Table
      label="Contacts"
      columns={COLUMNS}
      rows={contacts}
      rowKey={(contact) => contact.id}
      {...(toHref ? { rowHref: (contact: ContactView) => toHref(contact.id) } : {})}
      phone={(contact) => ({
        first: <Name contact={contact} />,
        aside: <ContactStanding contact={contact} />,
        second: (
          <span className="row">
            <span className="nw">{contact.phone}</span>
            <span className="push t3">
              <Agreed contact={contact} />
            </span>
          </span>
        ),
      })}
    />
  );
}

function Name({ contact }: { contact: ContactView }) {
  return contact.name ? (
    <span className="b cut">{contact.name}</span>
  ) : (
    <span className="t3">No name</span>
  );
}

function Agreed({ contact }: { contact: ContactView }) {
  const zone = useZone();
  if (!contact.consentAt) return <span className="t3">Never</span>;
  return (
    <span className="cut" title={contact.consentSource ?? undefined}>
      <Time at={contact.consentAt} zone={zone} format="date" />
      {contact.consentSource ? <span className="t3">, {contact.consentSource}</span> : null}
    </span>
  );
}
