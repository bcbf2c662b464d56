import { ContactPage, ContactView, CreateContact, ListContacts } from "@/lib/contracts/contacts";
import { createContact } from "@/server/contacts/create-contact";
import { listContacts } from "@/server/contacts/list-contacts";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "contacts:read",
  query: ListContacts,
  run: (ctx, { query }) => listContacts(ctx, query),
  view: ContactPage,
});

export const POST = route({
  scope: "contacts:write",
  body: CreateContact,
  run: (ctx, { body }) => createContact(ctx, body),
  view: ContactView,
  status: 201,
});
