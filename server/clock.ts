export interface Clock {
  now(): Date;
  /** Real milliseconds for a wait of product time. */
  toRealMs(productMs: number): number;
}

/** One clock for product and sandbox. Scaled time starts at the real time and runs `speed` times as fast. */
export function createClock(speed: number): Clock {
  const start = Date.now();
  return {
    now: () => new Date(start + (Date.now() - start) * speed),
    toRealMs: (productMs) => productMs / speed,
  };
}

/** A clock that moves only when told: for tests, and for TEST_CLOCK=on. */
export class ManualClock implements Clock {
  private at: number;
  constructor(start: Date) {
    this.at = start.getTime();
  }
  now(): Date {
    return new Date(this.at);
  }
  toRealMs(productMs: number): number {
    return productMs;
  }
  advance(ms: number): void {
    this.at += ms;
  }
  set(to: Date): void {
    this.at = to.getTime();
  }
}

/** The real clock with an offset that tests may push forward. */
export class ShiftableClock implements Clock {
  private offsetMs = 0;
  private readonly base: Clock;
  constructor(base: Clock) {
    this.base = base;
  }
  now(): Date {
    return new Date(this.base.now().getTime() + this.offsetMs);
  }
  toRealMs(productMs: number): number {
    return this.base.toRealMs(productMs);
  }
  advance(ms: number): void {
    this.offsetMs += ms;
  }
}
