import NextAuth from "next-auth";
import { authOptions } from "@/server/auth/auth-options";
import { measuredRoute } from "@/server/http/measured-route";
import { getRuntime } from "@/server/runtime";

const maxBytes = 64 * 1024;

const handler = measuredRoute(maxBytes, (request, context) =>
  NextAuth(request as never, context as never, authOptions(getRuntime())),
);

export { handler as GET, handler as POST };
