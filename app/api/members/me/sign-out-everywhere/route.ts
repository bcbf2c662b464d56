import { signOutEverywhere } from "@/server/auth/sign-out-everywhere";
import { route } from "@/server/http/route";

export const POST = route({ scope: "workspace:read", run: signOutEverywhere });
