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

export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

export const toLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
