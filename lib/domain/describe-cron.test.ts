import { describe, expect, it } from "vitest";
import { describeCron } from "./describe-cron";

describe("describeCron", () => {
  it.each([
    ["0 9 * * *", "Every day at 09:00"],
    ["30 8,17 * * 1-5", "Every weekday at 08:30 and 17:30"],
    ["0 9 * * mon,thu", "Every Monday and Thursday at 09:00"],
    ["0 10 * * 6,7", "Every Saturday and Sunday at 10:00"],
    ["0 12 1,15 * *", "On the 1st and 15th of each month at 12:00"],
    ["0 18 l * *", "On the last day of each month at 18:00"],
    ["*/15 * * * *", "Every 15 minutes"],
    ["0 */2 * * *", "Every 2 hours, on the hour"],
    ["20 * * * 1-5", "Every weekday, every hour, at 20 past"],
    ["0 9 1 1 *", "Custom cadence: 0 9 1 1 *"],
  ])("reads %s as %s", (cron, words) => {
    expect(describeCron(cron)).toBe(words);
  });

  it.each([
    ["0 */13 * * *", "Every day at 00:00 and 13:00"],
    ["30 */5 * * *", "Every day at 00:30, 05:30, 10:30, 15:30 and 20:30"],
    ["0 */13 * * 1-5", "Every weekday at 00:00 and 13:00"],
    ["0 */24 * * *", "Every 24 hours, on the hour"],
    ["*/25 * * * *", "Every hour, at 0, 25 and 50 past"],
    ["*/40 * * * mon", "Every Monday, every hour, at 0 and 40 past"],
    ["0 */12 * * *", "Every 12 hours, on the hour"],
  ])("names the times of %s, whose step begins anew: %s", (cron, words) => {
    expect(describeCron(cron)).toBe(words);
  });
});
