// The messages of the servers we compare with: the same words as Podium's, so that only the way they travel differs.

/** A tally as Podium tells it: about 130 bytes. */
export function tallyBody(revision: number): unknown {
  return { revision, body: { counts: [{ questionId: '0123456789ABCDEFGHJKMNPQRS', upvotes: revision }] } }
}

export const TALLY = 'question.upvotesCounted'
export const VOTE = 'poll.vote'

/** A vote as it arrives, as far as a server that checks nothing looks at it. */
export interface PlainVote {
  readonly pollId: string
  readonly sequence: number
}

/** The port a server under test tells its parent. */
export function tellReady(port: number): void {
  process.send?.({ ready: true, port })
}
