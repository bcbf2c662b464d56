import path from "node:path";

// Who may import whom among features, each said once: the linter would want it said of every pair.

/** What features of `components/` share. They know no feature themselves. */
const sharedComponents = ["ui", "layout", "providers", "previews"];
/** Features that another may show fields of. */
const mayShow = { composer: ["variants"] };

/** Features of `server/`: each may import its own line and those above it. */
const serverOrder = [
  ["limits"],
  ["accounts", "contacts"],
  ["campaigns", "variants"],
  ["approvals"],
  ["schedules"],
  ["posts"],
  ["publications"],
  ["ads", "analytics", "links", "operations", "webhooks"],
  ["optimizer", "learning", "reports"],
  ["outbound"],
];
const groundFloor = ["db", "events", "http", "crypto"];

const imported =
  /(?:^|[\s;}])(?:import|export)\b[^;'"]*?["']([^'"]+)["']|\bimport\(\s*["']([^'"]+)["']/g;

/** Where each import of a file leads, with the place it stands at. */
function* targetsOf(file, text) {
  for (const match of text.matchAll(imported)) {
    const name = match[1] ?? match[2];
    if (name.startsWith("@/")) yield { index: match.index, target: name.slice(2) };
    else if (name.startsWith("."))
      yield { index: match.index, target: path.posix.join(path.posix.dirname(file), name) };
  }
}

/** The folder of `components/` or `server/` that a path lies in; undefined outside of them. */
function featureOf(file, folder) {
  const [top, feature, ...rest] = file.split("/");
  return top === folder && rest.length > 0 ? feature : undefined;
}

function whyNotShown(from, to) {
  if (from === to || sharedComponents.includes(to)) return undefined;
  if (mayShow[from]?.includes(to)) return undefined;
  return sharedComponents.includes(from)
    ? "is shared by features and knows none of them"
    : "features never import each other: compose them in a page, or share through components/ui";
}

const lineOfFeature = (feature) => serverOrder.findIndex((line) => line.includes(feature));

function whyNotServed(from, to) {
  const [own, other] = [lineOfFeature(from), lineOfFeature(to)];
  if (other < 0) return undefined;
  if (groundFloor.includes(from)) return "the ground floor imports no feature";
  if (own < 0 || other <= own) return undefined;
  return "server features go one way (scripts/house-imports.mjs); feedback travels as rows";
}

// A test of the server may set the scene with whatever it needs.
const floors = [
  { folder: "components", whyNot: whyNotShown, isChecked: () => true },
  { folder: "server", whyNot: whyNotServed, isChecked: (file) => !/\.test\.tsx?$/.test(file) },
];

/** What a file imports that is not its to know: where it stands, and why not. */
export function strayImports(file, text) {
  return floors.flatMap(({ folder, whyNot, isChecked }) => {
    const from = featureOf(file, folder);
    if (from === undefined || !isChecked(file)) return [];
    return [...targetsOf(file, text)].flatMap(({ index, target }) => {
      const to = featureOf(target, folder);
      const why = to === undefined ? undefined : whyNot(from, to);
      return why === undefined ? [] : [{ index, why: `${why} (${target})` }];
    });
  });
}
