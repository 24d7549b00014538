// Whether the media server's ports are free, asked before a start: its own message goes to a log nobody reads.
import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { ConfigurationError } from '../../config.ts'
import type { MediaAddresses } from './settings.ts'

/**
 * Checks the four media ports.
 * @throws ConfigurationError naming the first that something else holds (M11).
 */
export async function requireFreePorts(first: number, addresses: MediaAddresses): Promise<void> {
  const probes = [
    { port: first, isFree: await isTcpFree(first, addresses.bind) },
    { port: first + 1, isFree: await isTcpFree(first + 1, '0.0.0.0') },
    { port: first + 2, isFree: await isUdpFree(first + 2, '0.0.0.0') },
    { port: first + 3, isFree: await isUdpFree(first + 3, addresses.turn) },
  ]
  const taken = probes.find(({ isFree }) => !isFree)
  if (taken === undefined) return
  throw new ConfigurationError(
    `Set MEDIA_PORT to the first of four free ports: the media server needs ${first} to ${first + 3}, and ${taken.port} is already taken.`,
  )
}

async function isTcpFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

async function isUdpFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createSocket('udp4')
    probe.once('error', () => {
      probe.close()
      resolve(false)
    })
    probe.bind({ port, address: host, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
