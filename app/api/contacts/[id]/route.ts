import { WithId } from "@/lib/contracts/common";
import { ContactView, UpdateContact } from "@/lib/contracts/contacts";
import { deleteContact } from "@/server/contacts/delete-contact";
import { updateContact } from "@/server/contacts/update-contact";
import { route } from "@/server/http/route";

export const PATCH = route({
  scope: "contacts:write",
  params: WithId,
  body: UpdateContact,
  run: (ctx, { params, body }) => updateContact(ctx, params.id, body),
  view: ContactView,
});

export const DELETE = route({
  scope: "contacts:write",
  params: WithId,
  run: (ctx, { params }) => deleteContact(ctx, params.id),
});
