// A server nobody should ever come to: it counts who does, on every loopback address.
import { createServer, type Server } from 'node:net'
import { freePorts } from '../ports.ts'

export interface Trap {
  readonly port: number
  /** How often somebody connected. */
  readonly connections: () => number
  close(): Promise<void>
}

/** Sets the trap on 127.0.0.1, 127.0.0.2 and, where there is one, ::1, all on one port. */
export async function setTrap(): Promise<Trap> {
  const port = await freePorts(1)
  let connections = 0
  const servers: Server[] = []
  for (const host of ['127.0.0.1', '127.0.0.2', '::1']) {
    const server = createServer((socket) => {
      connections += 1
      socket.on('error', () => undefined).resume()
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{}')
    })
    const isListening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, host, () => resolve(true))
    })
    if (isListening) servers.push(server)
  }
  if (servers.length === 0) throw new Error('the trap could not be set')
  return {
    port,
    connections: () => connections,
    close: async () => {
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve()))))
    },
  }
}

/** Addresses that look like the shop's and lead to the trap, or would for a careless reader. `path` is a genuine one, e.g. "/v3/orders/1/". */
export function hostileAddresses(host: string, port: number, path: string): string[] {
  const trap = `127.0.0.1:${port}`
  return [
    `http://${trap}${path}`,
    `https://${trap}${path}`,
    `//${trap}${path}`,
    `https://${host}@${trap}${path}`,
    `https://${host}:443@${trap}${path}`,
    `https://${host}%40${trap}${path}`,
    `https://${host}\\@${trap}${path}`,
    `https://${trap}\\@${host}${path}`,
    `https://${host}.localhost:${port}${path}`,
    `https://${host}.:${port}${path}`,
    `https://${host}:${port}${path}`,
    `http://${host}${path}`,
    `https://localhost:${port}/https://${host}${path}`,
    `https://localhost:${port}#https://${host}${path}`,
    `https://localhost:${port}?https://${host}${path}`,
    `http://[::1]:${port}${path}`,
    `http://[::ffff:127.0.0.1]:${port}${path}`,
    `http://2130706433:${port}${path}`,
    `http://0x7f000001:${port}${path}`,
    `http://0177.0.0.1:${port}${path}`,
    `http://127.1:${port}${path}`,
    `http://①②⑦.⓪.⓪.①:${port}${path}`,
    `http://127.0.0.2:${port}${path}`,
    `https://${host}/../../../${trap}${path}`,
    `https://${host}/v3/../${trap}/`,
    `https://${host}/v3/orders/..%2f..%2f${trap}/`,
    `https://${host}/v3/orders/%2e%2e/1/`,
    `https://${host}/v3/orders/1%252f..%252f/`,
    `https://${host}/v3/orders/1/\r\nHost: ${trap}`,
    `https://${host}/v3/orders/1/\nhttp://${trap}${path}`,
    ` https://${trap}${path}`,
    `https://ⓦⓦⓦ.eventbriteapi.com:${port}${path}`,
    `https://${host}/v3/redirect/?u=http://${trap}${path}`,
    `HTTPS://${host.toUpperCase()}:${port}${path}`,
    `file:///proc/self/environ`,
    `gopher://${trap}/_GET%20${path}`,
    `javascript:fetch('http://${trap}')`,
    `data:application/json,{}`,
    `http://localhost:${port}${path}`,
    `https://${host}/v3/orders/1/?next=http://${trap}`,
  ]
}
