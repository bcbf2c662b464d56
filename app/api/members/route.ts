import { MemberList } from "@/lib/contracts/members";
import { route } from "@/server/http/route";
import { listMembers } from "@/server/members/list-members";

export const GET = route({ scope: "workspace:read", run: listMembers, view: MemberList });
