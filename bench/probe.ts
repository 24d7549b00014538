// Loaded into every server under test before its own code: tells the orchestrator what the process has used.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { serve } from './rpc.ts'

const RESOLUTION_MS = 10
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })

/** What the probe can be asked. */
export const probe = {
  /** Processor time of the whole process so far, all threads, in microseconds. */
  async cpu(_input: null): Promise<number> {
    const { user, system } = process.cpuUsage()
    return user + system
  },
  /** After a full collection, in bytes. */
  async memory(_input: null): Promise<{ rss: number; heap: number }> {
    globalThis.gc?.()
    globalThis.gc?.()
    const { rss, heapUsed } = process.memoryUsage()
    return { rss, heap: heapUsed }
  },
  /** Begins to watch the event loop. */
  async watchLoop(_input: null): Promise<null> {
    delay.reset()
    delay.enable()
    return null
  },
  /** Ends watching; the time between two looks every 10 ms, in milliseconds, the 10 ms included. */
  async readLoop(_input: null): Promise<{ p50: number; p99: number; max: number }> {
    delay.disable()
    return { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 }
  },
}

serve(probe)
