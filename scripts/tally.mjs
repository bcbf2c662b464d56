import { existsSync, readFileSync } from "node:fs";

const none = { passed: 0, failed: 0, skipped: 0 };

function readReport(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  } catch {
    return null;
  }
}

/** A failure the report does not show (a crash, an unhandled error) still counts as one. */
function withExit(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** What one lint, type or build step counts for. */
export const one = (code) => (code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 });

export const skippedOne = { ...none, skipped: 1 };

export function fromVitest(file, code) {
  const report = readReport(file);
  if (!report) return withExit(none, code);
  // A file that does not even load has no tests in it: count the file.
  const broken = (report.testResults ?? []).filter(
    (result) =>
      result.status === "failed" &&
      !result.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  return withExit(
    { passed: report.numPassedTests ?? 0, failed: (report.numFailedTests ?? 0) + broken, skipped },
    code,
  );
}

export function fromPlaywright(file, code) {
  const stats = readReport(file)?.stats;
  if (!stats) return withExit(none, code);
  return withExit(
    { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped },
    code,
  );
}

// What a run among killed publishers promises, one check each.
const promises = [
  ["nothing twice", ({ duplicates }) => duplicates === 0],
  ["nothing lost", ({ lost }) => lost === 0],
  ["nothing called published without proof", ({ unproved }) => unproved === 0],
  ["nothing out that is called failed", ({ denied }) => denied === 0],
  ["no process that ended by itself", ({ crashes }) => crashes === 0],
  ["processes were killed, and posts went out", (run) => run.kills > 0 && run.published > 0],
];

export function fromChaos(file, code) {
  const report = readReport(file);
  if (!report) return withExit(none, code);
  const broken = promises.filter(([, holds]) => !holds(report)).map(([promise]) => promise);
  for (const promise of broken) console.error(`Not so: ${promise}.`);
  const counts = { passed: promises.length - broken.length, failed: broken.length, skipped: 0 };
  return withExit(counts, code);
}

export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

export const toLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
