// The only socket.io-client: opens one connection with one ticket. Reconnecting is our own business (lib/live.ts).
import { io } from 'socket.io-client'

/** What the live connection needs of a socket; tests hand in their own. */
export interface Wire {
  on(event: string, heard: (...args: unknown[]) => void): unknown
  emit(event: string, input: unknown, acknowledge: (answer: unknown) => void): unknown
  disconnect(): unknown
}

/** Opens a connection: WebSocket first, long polling where a proxy swallows it. */
export function openWire(ticket: string): Wire {
  return io({
    path: '/socket.io',
    auth: { ticket },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnection: false,
    forceNew: true,
    timeout: 10_000,
  })
}
