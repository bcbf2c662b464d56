import NextAuth from "next-auth";
import { authOptions } from "@/server/auth/auth-options";
import { getRuntime } from "@/server/runtime";

async function handler(request: Request, context: unknown): Promise<Response> {
  return NextAuth(request as never, context as never, authOptions(getRuntime()));
}

export { handler as GET, handler as POST };
