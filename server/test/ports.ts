// Free ports for servers that run beside each other.
import { createServer } from 'node:net'

/** A port nobody listens on, with this many free ones behind it. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor((process.hrtime()[1] / 1_000) % 30_000)
    const areFree = await Promise.all(Array.from({ length: count }, (_unused, index) => isFree(first + index)))
    if (areFree.every(Boolean)) return first
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
