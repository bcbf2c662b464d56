import { getRuntime } from "@/server/runtime";

async function handler(request: Request): Promise<Response> {
  const { sandbox } = getRuntime();
  if (!sandbox)
    return new Response("The sandbox is off on this server. Set SANDBOX=on to use it.", {
      status: 404,
    });
  return sandbox.handle(request);
}

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
