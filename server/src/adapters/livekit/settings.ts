// The media server's effective settings: livekit.yaml with ports, addresses, keys and webhook of this Podium laid over it.
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import { parse, stringify } from 'yaml'

export interface MediaSettings {
  /** The committed defaults, YAML. */
  readonly profileFile: string
  /** First of four ports: signalling, ICE/TCP, ICE/UDP, TURN/UDP. */
  readonly port: number
  readonly addresses: MediaAddresses
  readonly apiKey: string
  readonly apiSecret: string
  readonly webhookApiKey: string
  readonly webhookApiSecret: string
  /** Where the media server reports what happens, on this machine. */
  readonly webhookUrl: string
}

export interface MediaAddresses {
  /** Where signalling is bound. */
  readonly bind: string
  /** Where this machine reaches signalling. */
  readonly api: string
  /** Where browsers send and receive media, and reach signalling unless a proxy stands before it. */
  readonly node: string
  /** Where the relay is bound. */
  readonly turn: string
}

/** Finds the media server's addresses for HOST and MEDIA_NODE_IP (null: this machine's own address towards the outside). */
export async function findAddresses(host: string, nodeIp: string | null): Promise<MediaAddresses> {
  const isOpen = host === '0.0.0.0' || host === '::'
  const isLocal = host === 'localhost' || isLoopback(host)
  const api = isOpen || isLocal ? '127.0.0.1' : host
  const node = nodeIp ?? (isOpen ? await outwardAddress() : api)
  const isOwn = isLoopback(node) || Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === node))
  // Behind address translation the node's address belongs to the router: nothing here can bind it.
  return { bind: isOpen ? '0.0.0.0' : api, api, node, turn: isOwn ? node : '0.0.0.0' }
}

/** The whole settings file for livekit-server, YAML. */
export function composeSettings(settings: MediaSettings): string {
  const { addresses, port } = settings
  const overlay = {
    port,
    bind_addresses: [addresses.bind],
    rtc: {
      node_ip: addresses.node,
      tcp_port: port + 1,
      udp_port: port + 2,
      // On loopback all three are needed: otherwise the UDP port is opened on every interface but this one (livekit.md §5).
      ...(isLoopback(addresses.node) ? { enable_loopback_candidate: true, interfaces: { includes: [loopbackInterface()] } } : {}),
    },
    turn: { udp_port: port + 3, bind_addresses: [addresses.turn], ...relayPeers(addresses.node) },
    webhook: { api_key: settings.webhookApiKey, urls: [settings.webhookUrl] },
    keys: { [settings.apiKey]: settings.apiSecret, [settings.webhookApiKey]: settings.webhookApiSecret },
  }
  const profile: unknown = parse(readFileSync(settings.profileFile, 'utf8'))
  return stringify(merge(profile, overlay))
}

/** The relay refuses private peers unless told: on loopback and in a LAN the only peer is this media server itself. */
function relayPeers(node: string): { allow_restricted_peer_cidrs?: string[] } {
  if (isLoopback(node)) return { allow_restricted_peer_cidrs: ['127.0.0.0/8'] }
  return isPrivate(node) ? { allow_restricted_peer_cidrs: [`${node}/32`] } : {}
}

/** The address this machine would send from; nothing is sent. Loopback when it has no other. */
async function outwardAddress(): Promise<string> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const answer = (address: string) => {
      socket.close()
      resolve(address)
    }
    socket.once('error', () => answer(firstOuterAddress()))
    // 192.0.2.1 is reserved for documentation: any routable address would do.
    socket.connect(9, '192.0.2.1', () => answer(socket.address().address))
  })
}

function firstOuterAddress(): string {
  const outer = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)
  return outer?.address ?? '127.0.0.1'
}

function loopbackInterface(): string {
  return Object.entries(networkInterfaces()).find(([, list]) => list?.some(({ internal }) => internal))?.[0] ?? 'lo'
}

function isLoopback(address: string): boolean {
  return (isIPv4(address) && address.startsWith('127.')) || address === '::1'
}

function isPrivate(address: string): boolean {
  return isIPv4(address) && /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(address)
}

function merge(base: unknown, over: unknown): unknown {
  if (!isRecord(base) || !isRecord(over)) return over
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [key, key in over ? merge(base[key], over[key]) : base[key]]),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
