import { z } from "zod";
import type { Session } from "../adapter";
import { type Answer, get, post, type Site } from "./api";
import { findExistingTerm, isRoleTooLow } from "./errors";
import { done, failed, type Step, takeStep } from "./step";
import { toStoredName } from "./to-wordpress";

type Taxonomy = "categories" | "tags";

const Term = z.object({ id: z.number().int().positive(), name: z.string().catch("") });
const TermList = z.array(Term);

const readTerms = ({ body }: Answer) => TermList.safeParse(body).data ?? null;

/** A name the site knows, or is taught; ids it does not know it would drop without a word. */
async function resolveTerm(
  session: Session,
  site: Site,
  taxonomy: Taxonomy,
  name: string,
): Promise<Step<number>> {
  const stored = toStoredName(name);
  const query = { search: stored, per_page: "100", context: "edit", _fields: "id,name" };
  const known = await takeStep(
    session,
    "none",
    () => get(session, site, `/${taxonomy}`, query),
    readTerms,
  );
  if (!known.ok) return known;
  const same = (term: string) => term.toLowerCase() === stored.toLowerCase();
  const match = known.value.find((term) => same(term.name) || same(toStoredName(term.name)));
  if (match) return done(match.id);
  return createTerm(session, site, taxonomy, name);
}

async function createTerm(
  session: Session,
  site: Site,
  taxonomy: Taxonomy,
  name: string,
): Promise<Step<number>> {
  const created = await takeStep(
    session,
    "none",
    async () => {
      const answer = await post(session, site, `/${taxonomy}`, { _fields: "id,name" }, { name });
      const id = findExistingTerm(answer);
      return id === null ? answer : { ...answer, status: 200, body: { id, name } };
    },
    ({ body }) => Term.safeParse(body).data?.id ?? null,
  );
  return created.ok || !isRoleTooLow(created.outcome) ? created : failed(toUnmade(taxonomy, name));
}

function toUnmade(taxonomy: Taxonomy, name: string) {
  const word = taxonomy === "categories" ? "category" : "tag";
  return {
    kind: "rejected" as const,
    code: "term_not_allowed",
    message: `The site has no ${word} “${name}”, and this user may not add one. Remove it here, or have it added on the site.`,
    field: `options.${taxonomy}`,
  };
}

export async function resolveTerms(
  session: Session,
  site: Site,
  taxonomy: Taxonomy,
  names: readonly string[],
): Promise<Step<number[]>> {
  const ids: number[] = [];
  for (const name of names) {
    const term = await resolveTerm(session, site, taxonomy, name);
    if (!term.ok) return term;
    if (!ids.includes(term.value)) ids.push(term.value);
  }
  return done(ids);
}
