// Bare `ws`: votes in memory, each broadcast one frame built once and written to every raw socket.
import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { serverText } from '../frames.ts'
import { type PlainVote, tallyBody, tellReady } from '../messages.ts'
import { serve } from '../rpc.ts'

const connected = new Set<Socket>()
const votes = new Map<string, PlainVote>()
let connections = 0

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, backlog: 4_096, perMessageDeflate: false }, () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) tellReady(address.port)
})

server.on('connection', (socket, request) => {
  connected.add(request.socket)
  connections += 1
  const seat = connections
  socket.on('message', (data: Buffer) => {
    const space = data.indexOf(0x20)
    // Only our own client connects.
    const vote = JSON.parse(data.toString('utf8', space + 1)) as PlainVote
    votes.set(`${vote.pollId} ${seat}`, vote)
    socket.send(`a${data.toString('latin1', 1, space)}[${JSON.stringify({ ok: true, value: vote })}]`)
  })
  socket.on('close', () => connected.delete(request.socket))
  socket.on('error', () => connected.delete(request.socket))
})

serve({
  async tell({ revision }: { revision: number }) {
    const frame = serverText(`b${JSON.stringify(tallyBody(revision))}`)
    for (const socket of connected) socket.write(frame)
    return null
  },
})
