import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Family } from "@/lib/domain/exposition";

const NANO = 1e9;
const MICRO = 1e6;
const LOOK_EVERY_MS = 20;

let delay: ReturnType<typeof monitorEventLoopDelay> | null = null;

function startDelay() {
  const started = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
  started.enable();
  return started;
}

/** Of the process that answers. Its event loop is watched from the first question on. */
export function processFamilies(): Family[] {
  delay ??= startDelay();
  const { user, system } = process.cpuUsage();
  // What is measured is the whole time between two looks.
  const toLag = (nanoseconds: number) => Math.max(0, nanoseconds / NANO - LOOK_EVERY_MS / 1000);
  const p99 = toLag(delay.percentile(99));
  const max = toLag(delay.max);
  delay.reset();
  const gauge = (name: string, help: string, value: number): Family => ({
    ...{ name, help, type: "gauge" },
    samples: [{ value }],
  });
  return [
    {
      name: "process_cpu_seconds_total",
      help: "Processor time that this process has used.",
      type: "counter",
      samples: [{ value: (user + system) / MICRO }],
    },
    gauge("process_resident_memory_bytes", "Memory of this process.", process.memoryUsage.rss()),
    gauge("process_uptime_seconds", "Since this process started.", process.uptime()),
    {
      name: "nodejs_eventloop_lag_seconds",
      help: "How late the event loop was since the last answer.",
      type: "gauge",
      samples: [
        { labels: { quantile: "0.99" }, value: p99 },
        { labels: { quantile: "1" }, value: max },
      ],
    },
  ];
}
