/** What is said to the writer, not to the reader: it begins with what the writer should do. */
const instruction = new RegExp(
  `^(?:please |also |then |and |but |so )*(?:do not|don['’]t|never|always|${[
    "(?:make|keep|use|mention|focus|avoid|include|add|put|say|tell|show|ask|get|bring|drive|send|lead|link|point|refer|direct)",
    "(?:remind|explain|describe|stress|emphasi[sz]e|highlight|underline|write|craft|create|draft|compose|target|address|aim)",
    "(?:invite|encourage|convince|persuade|attract|reach|help|let|give|speak|talk|sound|be|stay|stick|ensure|remember|start|begin|end|close|position|treat|promote|push|sell)",
  ].join("|")})\\b`,
  "i",
);

/** "Mention that 60 sacks exist": the rest of it is a fact. */
const reported =
  /^(?:please |also )*(?:mention|say|stress|emphasi[sz]e|highlight|underline|explain|remember|point out|note|remind (?:them|people|readers)|tell (?:them|people|readers|everyone))\s+(?:that\s+)(.+)$/i;

const dangling =
  /[\s,:–—-]+(?:to|at|on|in|into|for|with|of|from|by|via|about|over|under|and|or|but|than|as|the|a|an|our|your|their|its|this|that|is|are|them|here)$/i;

/** A sentence cut short never ends on a word that promises more. */
export function trimEnd(text: string): string {
  let rest = text.replace(/[\s.,:;]+$/, "");
  while (dangling.test(rest)) rest = rest.replace(dangling, "");
  return rest;
}

/** The fact that a sentence of the brief tells, or null where it only tells the writer what to do. */
export function readFact(sentence: string): string | null {
  const told = reported.exec(sentence)?.[1] ?? sentence;
  const fact = trimEnd(told);
  return instruction.test(fact) || fact.split(" ").length < 2 ? null : fact;
}

/** Names inside an instruction are still facts: "Make people curious about Nyeri AA". */
export function readName(sentence: string): string | null {
  if (!instruction.test(sentence)) return null;
  const inside = sentence.split(" ").slice(1).join(" ");
  return /\p{Lu}[\p{L}\d'’-]*(?: \p{Lu}[\p{L}\d'’-]*){1,3}/u.exec(inside)?.[0] ?? null;
}
