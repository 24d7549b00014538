// Loaded into every server under test before its own code: tells the orchestrator what the process has used.
import { type Profiler, Session } from 'node:inspector/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { serve } from './rpc.ts'

const RESOLUTION_MS = 10
const profiler = new Session()
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
  /** Begins to note which functions run; everything is slower meanwhile. */
  async beginProfile(_input: null): Promise<null> {
    profiler.connect()
    await profiler.post('Profiler.enable')
    await profiler.post('Profiler.setSamplingInterval', { interval: 200 })
    await profiler.post('Profiler.start')
    return null
  },
  /** What ran longest, in milliseconds: by package, by function alone, and by function with what it called. */
  async endProfile(_input: null): Promise<Costs> {
    const { profile } = await profiler.post('Profiler.stop')
    profiler.disconnect()
    return costsOf(profile)
  },
}

/** A function and the milliseconds it took. */
export interface Cost {
  readonly name: string
  readonly ms: number
}

interface Costs {
  readonly packages: Cost[]
  readonly own: Cost[]
  readonly whole: Cost[]
}

function costsOf(profile: Profiler.Profile): Costs {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const ownMs = new Map<number, number>()
  for (const [index, id] of (profile.samples ?? []).entries())
    ownMs.set(id, (ownMs.get(id) ?? 0) + (profile.timeDeltas?.[index] ?? 0) / 1_000)
  const nameOf = ({ callFrame }: Profiler.ProfileNode) =>
    `${callFrame.functionName || '(anonymous)'} ${callFrame.url.split('/').slice(-3).join('/')}:${callFrame.lineNumber + 1}`
  const packages = new Map<string, number>()
  const own = new Map<string, number>()
  const whole = new Map<string, number>()
  /** Adds up a branch; a function that calls itself counts once. */
  const visit = (node: Profiler.ProfileNode, above: ReadonlySet<string>): number => {
    const name = nameOf(node)
    const mine = ownMs.get(node.id) ?? 0
    own.set(name, (own.get(name) ?? 0) + mine)
    const part = packageOf(node.callFrame)
    packages.set(part, (packages.get(part) ?? 0) + mine)
    const inside = new Set([...above, name])
    const total = (node.children ?? []).reduce((sum, id) => {
      const child = nodes.get(id)
      return child === undefined ? sum : sum + visit(child, inside)
    }, mine)
    if (!above.has(name)) whole.set(name, (whole.get(name) ?? 0) + total)
    return total
  }
  const [root] = profile.nodes
  if (root !== undefined) visit(root, new Set())
  const sorted = (costs: ReadonlyMap<string, number>) =>
    [...costs]
      .map(([name, ms]) => ({ name, ms }))
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 60)
  return { packages: sorted(packages), own: sorted(own), whole: sorted(whole) }
}

/** The package a function belongs to; native functions by name, Node's own as one. */
function packageOf({ url, functionName }: Profiler.ProfileNode['callFrame']): string {
  const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (found !== undefined) return found
  if (url.startsWith('node:')) return 'node'
  return url === '' ? `native ${functionName.split('::')[0]}` : 'podium'
}

serve(probe)
