import { CreateToken, TokenCreated, TokenList } from "@/lib/contracts/tokens";
import { route } from "@/server/http/route";
import { createToken } from "@/server/tokens/create-token";
import { listTokens } from "@/server/tokens/list-tokens";

export const GET = route({ scope: "workspace:read", run: listTokens, view: TokenList });

export const POST = route({
  scope: "tokens:write",
  body: CreateToken,
  run: (ctx, { body }) => createToken(ctx, body),
  view: TokenCreated,
  status: 201,
});
