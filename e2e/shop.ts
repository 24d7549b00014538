// The fake Eventbrite a newcomer starts to try things out, played from a test.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { freePorts } from './podium.ts'

const ROOT = path.resolve(import.meta.dirname, '..')

export interface Shop {
  /** What Podium is told instead of the real address. */
  readonly apiUrl: string
  readonly token: string
  /** Plays something at the shop: a booking, a refund; answers what it made. */
  play(what: string, about: object): Promise<unknown>
  stop(): Promise<void>
}

/** Starts the shop on a port of its own and waits until it answers. */
export async function startShop(): Promise<Shop> {
  const port = await freePorts(1)
  const child = spawn(process.execPath, ['scripts/dev-fake-tickets.mjs', '--port', String(port)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', () => resolve())
    child.once('exit', (code) => reject(new Error(`the shop did not start (${code})`)))
  })
  const url = `http://127.0.0.1:${port}`
  return {
    apiUrl: `${url}/v3/`,
    token: 'FAKEEVENTBRITETOKEN1',
    async play(what, about) {
      const response = await fetch(`${url}/__fake/${what}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(about),
      })
      if (!response.ok) throw new Error(`the shop refused ${what}: ${await response.text()}`)
      return response.json()
    },
    async stop() {
      const exit = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await exit
    },
  }
}
