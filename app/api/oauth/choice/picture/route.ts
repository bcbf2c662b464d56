import { ChoicePictureQuery } from "@/lib/contracts/accounts";
import { readChoicePicture } from "@/server/accounts/choose-accounts";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "accounts:write",
  query: ChoicePictureQuery,
  run: (ctx, { query, request }) =>
    readChoicePicture(ctx, { token: query.choice, key: query.key }, request),
});
