/** What one answer tells of a limit. */
export interface ToldLimit {
  /** "" for the call's own window, else the platform's name for it. */
  family: string;
  /** It counts the app's calls, not the account's. */
  ofApp: boolean;
  /** Readings and posts spend it together; absent: each has its own. */
  isShared?: boolean;
  remaining: number | null;
  quota: number | null;
  resetsAt: Date | null;
}
