import { z } from "zod";

const Usage = z.object({
  call_count: z.number().catch(0),
  total_time: z.number().catch(0),
  total_cputime: z.number().catch(0),
});
const BusinessUsage = z.record(
  z.string(),
  z.array(Usage.extend({ estimated_time_to_regain_access: z.number().catch(0) })).catch([]),
);

type Headers = Readonly<Record<string, string>>;

/** What Meta's headers tell of the budget: the highest share used, in per cent, and the wait. */
export function readUsage(headers: Headers): { percent: number; waitMs: number | null } {
  const app = parse(Usage, headers["x-app-usage"]);
  const business = parse(BusinessUsage, headers["x-business-use-case-usage"]);
  const all = [...(app ? [app] : []), ...Object.values(business ?? {}).flat()];
  const percent = Math.max(
    0,
    ...all.flatMap((each) => [each.call_count, each.total_time, each.total_cputime]),
  );
  const minutes = Math.max(
    0,
    ...Object.values(business ?? {})
      .flat()
      .map((each) => each.estimated_time_to_regain_access),
  );
  return { percent, waitMs: minutes > 0 ? minutes * 60_000 : null };
}

function parse<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
  if (text === undefined) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
