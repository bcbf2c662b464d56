import { advanceTestClock } from "@/server/scheduler/advance-test-clock";

export const POST = advanceTestClock;
