import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { composeSettings, findAddresses } from '../../src/adapters/livekit/settings.ts'

const profileFile = path.resolve(import.meta.dirname, '../../../livekit.yaml')

async function settingsFor(host: string, nodeIp: string | null): Promise<unknown> {
  const addresses = await findAddresses(host, nodeIp)
  return parse(
    composeSettings({
      profileFile,
      port: 7880,
      addresses,
      apiKey: 'm',
      apiSecret: 's1',
      webhookApiKey: 'h',
      webhookApiSecret: 's2',
      webhookUrl: 'http://127.0.0.1:3000/hook',
    }),
  )
}

describe('settings', () => {
  it('M13 On loopback everything stays on loopback', async () => {
    expect(await settingsFor('127.0.0.1', null)).toMatchObject({
      port: 7880,
      bind_addresses: ['127.0.0.1'],
      rtc: {
        node_ip: '127.0.0.1',
        tcp_port: 7881,
        udp_port: 7882,
        use_external_ip: false,
        enable_loopback_candidate: true,
        interfaces: { includes: ['lo'] },
      },
      turn: { enabled: true, udp_port: 7883, bind_addresses: ['127.0.0.1'], allow_restricted_peer_cidrs: ['127.0.0.0/8'] },
      room: { auto_create: false },
      webhook: { api_key: 'h', urls: ['http://127.0.0.1:3000/hook'], resource_url_notifier: { max_depth: 20_000, max_age: '10m' } },
      keys: { m: 's1', h: 's2' },
    })
  })

  it('M13 An open host listens everywhere and names one reachable address', async () => {
    const { node, turn } = await findAddresses('0.0.0.0', null)
    expect(await settingsFor('0.0.0.0', null)).toMatchObject({
      bind_addresses: ['0.0.0.0'],
      rtc: { node_ip: node },
      turn: { bind_addresses: [turn] },
    })
  })

  it('M13 Behind a proxy signalling stays on loopback while media uses its own address', async () => {
    const settings = await settingsFor('127.0.0.1', '203.0.113.11')
    expect(settings).toMatchObject({
      bind_addresses: ['127.0.0.1'],
      rtc: { node_ip: '203.0.113.11' },
      turn: { bind_addresses: ['0.0.0.0'] },
    })
    expect(settings).not.toHaveProperty('rtc.enable_loopback_candidate')
    expect(settings).not.toHaveProperty('turn.allow_restricted_peer_cidrs')
  })

  it('M8 No way is named that belongs to somebody else', async () => {
    const settings = await settingsFor('0.0.0.0', '203.0.113.11')
    expect(settings).not.toHaveProperty('rtc.stun_servers')
    expect(settings).toMatchObject({ rtc: { use_external_ip: false }, turn: { enabled: true } })
  })
})
