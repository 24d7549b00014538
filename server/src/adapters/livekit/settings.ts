// The media server's effective settings: livekit.yaml with ports, addresses, keys and webhook of this Podium laid over it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { parse, stringify } from 'yaml'

export interface MediaSettings {
  /** The committed defaults, YAML. */
  readonly profileFile: string
  readonly host: string
  /** First of four ports: signalling, ICE/TCP, ICE/UDP, TURN/UDP. */
  readonly port: number
  /** The address media is sent from; null: found by `nodeIpFor`. */
  readonly nodeIp: string | null
  readonly apiKey: string
  readonly apiSecret: string
  readonly webhookApiKey: string
  readonly webhookApiSecret: string
  /** Where the media server reports what happens, on this machine. */
  readonly webhookUrl: string
}

/** The whole settings file for livekit-server, and the fingerprint by which a running one is recognised. */
export function composeSettings(settings: MediaSettings): { yaml: string; fingerprint: string; nodeIp: string } {
  const nodeIp = settings.nodeIp ?? nodeIpFor(settings.host)
  const isLoopback = isLoopbackAddress(nodeIp)
  const overlay = {
    port: settings.port,
    bind_addresses: [isLoopback ? nodeIp : settings.host === '0.0.0.0' ? '0.0.0.0' : nodeIp],
    rtc: {
      node_ip: nodeIp,
      tcp_port: settings.port + 1,
      udp_port: settings.port + 2,
      // On loopback all three are needed: the UDP socket is opened per interface that is not loopback (livekit.md §5).
      ...(isLoopback ? { enable_loopback_candidate: true, interfaces: { includes: ['lo'] } } : {}),
    },
    turn: {
      udp_port: settings.port + 3,
      bind_addresses: [nodeIp],
      ...(isLoopback ? { allow_restricted_peer_cidrs: ['127.0.0.0/8'] } : isPrivateAddress(nodeIp) ? { allow_restricted_peer_cidrs: [`${nodeIp}/32`] } : {}),
    },
    webhook: { api_key: settings.webhookApiKey, urls: [settings.webhookUrl] },
    keys: { [settings.apiKey]: settings.apiSecret, [settings.webhookApiKey]: settings.webhookApiSecret },
  }
  const profile: unknown = parse(readFileSync(settings.profileFile, 'utf8'))
  const yaml = stringify(merge(profile, overlay))
  return { yaml, fingerprint: createHash('sha256').update(yaml).digest('hex'), nodeIp }
}

/** The address browsers reach the media server at: loopback for a loopback host, else the first address of this machine. */
export function nodeIpFor(host: string): string {
  if (host === 'localhost' || isLoopbackAddress(host)) return '127.0.0.1'
  if (isIP(host) !== 0 && host !== '0.0.0.0' && host !== '::') return host
  for (const addresses of Object.values(networkInterfaces())) {
    const outer = addresses?.find((address) => address.family === 'IPv4' && !address.internal)
    if (outer !== undefined) return outer.address
  }
  return '127.0.0.1'
}

function isLoopbackAddress(address: string): boolean {
  return address.startsWith('127.') || address === '::1'
}

function isPrivateAddress(address: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)
}

function merge(base: unknown, over: unknown): unknown {
  if (!isRecord(base) || !isRecord(over)) return over
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [key, key in over ? merge(base[key], over[key]) : base[key]]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
