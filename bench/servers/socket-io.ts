// Socket.IO without Podium. `bare`: votes in memory, WebSocket only. `polling`: the default transports.
// `naive`: after every vote all votes are counted anew and everybody is told.
import { createServer } from 'node:http'
import { type DefaultEventsMap, Server, type Socket } from 'socket.io'
import { type PlainVote, TALLY, tallyBody, tellReady, VOTE } from '../messages.ts'
import { serve } from '../rpc.ts'

const [kind = 'bare'] = process.argv.slice(2)
const ROOM = 'room'

const http = createServer()
const io = new Server(http, {
  serveClient: false,
  perMessageDeflate: false,
  transports: kind === 'polling' ? ['polling', 'websocket'] : ['websocket'],
})
const votes = new Map<string, PlainVote>()

io.on('connection', (socket: Socket<DefaultEventsMap>) => {
  void socket.join(ROOM)
  socket.on(VOTE, (vote: PlainVote, acknowledge: (answer: unknown) => void) => {
    votes.set(`${vote.pollId} ${socket.id}`, vote)
    acknowledge({ ok: true, value: vote })
    if (kind === 'naive') {
      let counted = 0
      for (const cast of votes.values()) if (cast.pollId === vote.pollId) counted += 1
      tell(counted)
    }
  })
})

function tell(revision: number): void {
  io.to(ROOM).emit(TALLY, tallyBody(revision))
}

serve({
  async tell({ revision }: { revision: number }) {
    tell(revision)
    return null
  },
})

http.listen(0, '127.0.0.1', 4_096, () => {
  const address = http.address()
  if (typeof address === 'object' && address !== null) tellReady(address.port)
})
