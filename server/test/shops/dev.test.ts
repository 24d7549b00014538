// `npm run dev:fake-tickets` as a person starts it.
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { ROOT } from '../launch/launcher.ts'
import { took } from '../media/media-folder.ts'
import { freePorts } from '../ports.ts'

let child: ChildProcess | null = null
let printed = ''
let complained = ''

afterEach(() => void child?.kill('SIGKILL'))

function run(...args: string[]): void {
  printed = complained = ''
  child = spawn(process.execPath, [path.join(ROOT, 'scripts/dev-fake-tickets.mjs'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (complained += chunk.toString()))
}

const ended = async () => {
  await took(15_000, () => child?.exitCode !== null)
  return child?.exitCode
}

it('R35 It runs on plain Node, says in German and English how to connect, sells, and ends when told to', async () => {
  const port = await freePorts(1)
  run('--port', String(port))
  await took(50_000, () => printed.includes('Ctrl-C'))
  const url = `http://127.0.0.1:${port}`
  for (const words of [`EVENTBRITE_API_URL=${url}/v3/ npm start`, 'Zugangstoken', 'Organisation', 'Veranstaltung', `${url}/?lang=en`]) {
    expect(printed).toContain(words)
  }
  await fetch(`${url}/__fake/orders`, { method: 'POST', body: new URLSearchParams({ shop: 'pretix', seats: '3' }) })
  const page = await (await fetch(url)).text()
  expect(page.match(/Erstattung/g)).toHaveLength(3)
  child?.kill('SIGTERM')
  expect(await ended()).toBe(0)
})

it('R35 A taken port and a wrong flag are said in one sentence', async () => {
  const port = await freePorts(1)
  run('--port', String(port))
  await took(50_000, () => printed.includes('Ctrl-C'))
  const first = child
  run('--port', String(port))
  expect(await ended()).toBe(78)
  expect(complained).toBe(`Podium: Choose another port with npm run dev:fake-tickets -- --port …: another program has ${port}.\n`)
  first?.kill('SIGKILL')
  run('--prot', '1')
  expect(await ended()).toBe(78)
  expect(complained.trim().split('\n')).toHaveLength(1)
})
