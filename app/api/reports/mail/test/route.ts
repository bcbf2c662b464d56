import { MailTestView } from "@/lib/contracts/reports";
import { route } from "@/server/http/route";
import { testMail } from "@/server/reports/test-mail";

export const POST = route({
  scope: "workspace:write",
  run: (ctx) => testMail(ctx),
  view: MailTestView,
});
