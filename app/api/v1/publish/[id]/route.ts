import { WithId } from "@/lib/contracts/common";
import { ChangePublication, PublicationChanged, PublicationView } from "@/lib/contracts/publish";
import { route } from "@/server/http/route";
import { cancelPublication } from "@/server/publications/cancel-publication";
import { changePublication } from "@/server/publications/change-publication";
import { getPublication } from "@/server/publications/get-publication";

export const GET = route({
  scope: "posts:read",
  params: WithId,
  run: (ctx, { params }) => getPublication(ctx, params.id),
  view: PublicationView,
});

export const PATCH = route({
  scope: "posts:write",
  params: WithId,
  body: ChangePublication,
  run: (ctx, { params, body }) => changePublication(ctx, params.id, body),
  view: PublicationChanged,
});

export const DELETE = route({
  scope: "posts:write",
  params: WithId,
  run: (ctx, { params }) => cancelPublication(ctx, params.id),
  view: PublicationView,
});
