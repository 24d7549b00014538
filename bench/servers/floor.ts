// The floor: plain TCP sockets and hand-made frames. Nothing in Node can be cheaper.
import { createServer, type Socket } from 'node:net'
import { OPCODE, readFrames, serverText } from '../frames.ts'
import { tallyBody, tellReady } from '../messages.ts'
import { serve } from '../rpc.ts'

const connected = new Set<Socket>()

const server = createServer({ noDelay: true }, (socket) => {
  connected.add(socket)
  let rest: Buffer | null = null
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest === null ? chunk : Buffer.concat([rest, chunk])
    const read = readFrames(bytes, bytes.length, (opcode, frame, start, end) => {
      if (opcode !== OPCODE.text) return
      const id = frame.toString('latin1', start + 1, frame.indexOf(0x20, start))
      socket.write(serverText(`a${id}[{"ok":true,"value":${frame.toString('utf8', frame.indexOf(0x20, start) + 1, end)}}]`))
    })
    rest = read === bytes.length ? null : bytes.subarray(read)
  })
  const forget = () => connected.delete(socket)
  socket.on('close', forget)
  socket.on('error', forget)
})

serve({
  async tell({ revision }: { revision: number }) {
    const frame = serverText(`b${JSON.stringify(tallyBody(revision))}`)
    for (const socket of connected) socket.write(frame)
    return null
  },
})

server.listen(0, '127.0.0.1', 4_096, () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) tellReady(address.port)
})
