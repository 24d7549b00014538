// What an audience does, drawn from a seed: the same seed is the same audience.

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export type Random = () => number

/** A source of numbers for this seed. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The same items in another order. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

/** A whole number from 0 up to `below`. */
export function pick(random: Random, below: number): number {
  return Math.floor(random() * below)
}

/** One thing somebody does, `atMs` after the beginning. */
export interface Vote {
  readonly atMs: number
  readonly seat: number
  readonly option: number
  /** Rises with each change of mind; a message sent twice has the same. */
  readonly sequence: number
}

const REACTION_MEDIAN_PART = 0.2
const REACTION_SIGMA = 0.7

/**
 * V1: 85 % vote with a log-normal reaction (median a fifth of the time there is), 5 % change their mind once, 1 % send one vote twice.
 * @param cutMs when everybody has voted who does.
 */
export function votesOverTime(random: Random, seats: number, options: number, cutMs: number): Vote[] {
  const votes: Vote[] = []
  for (let seat = 0; seat < seats; seat += 1) {
    if (random() >= 0.85) continue
    const reactionMs = cutMs * REACTION_MEDIAN_PART * Math.exp(REACTION_SIGMA * normal(random))
    const first = { atMs: Math.min(cutMs, reactionMs), seat, option: pick(random, options), sequence: 1 }
    votes.push(first)
    if (random() < 0.01) votes.push({ ...first, atMs: Math.min(cutMs, first.atMs + 50) })
    if (random() < 0.05) {
      votes.push({ atMs: first.atMs + random() * (cutMs - first.atMs), seat, option: pick(random, options), sequence: 2 })
    }
  }
  return votes.toSorted((a, b) => a.atMs - b.atMs)
}

/** What must be counted after these votes: per option, the last word of every seat. */
export function tallyOf(votes: readonly Vote[], options: number): number[] {
  const last = new Map<number, Vote>()
  for (const vote of votes) if ((last.get(vote.seat)?.sequence ?? -1) < vote.sequence) last.set(vote.seat, vote)
  const tally = Array.from({ length: options }, () => 0)
  for (const { option } of last.values()) tally[option] = (tally[option] ?? 0) + 1
  return tally
}

/** V2: everybody votes at once. */
export function votesAtOnce(random: Random, seats: number, options: number): Vote[] {
  return Array.from({ length: seats }, (_unused, seat) => ({ atMs: 0, seat, option: pick(random, options), sequence: 1 }))
}

export interface Upvote {
  readonly atMs: number
  readonly seat: number
  readonly question: number
}

/** U1: 30 % of the seats upvote one question within the time; few questions get most (Zipf 1.1). */
export function upvotesOverTime(random: Random, seats: number, questions: number, withinMs: number): Upvote[] {
  const weights = Array.from({ length: questions }, (_unused, rank) => 1 / (rank + 1) ** 1.1)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const draw = () => {
    let left = random() * total
    const found = weights.findIndex((weight) => (left -= weight) < 0)
    return found === -1 ? questions - 1 : found
  }
  return Array.from({ length: seats }, (_unused, seat) => ({ atMs: random() * withinMs, seat, question: draw() }))
    .filter(() => random() < 0.3)
    .toSorted((a, b) => a.atMs - b.atMs)
}

/** One stay in the room, milliseconds after the beginning. */
export interface Stay {
  readonly fromMs: number
  readonly untilMs: number
}

/** A1: each seat comes one to four times; one in ten has a second tab open during its first stay. */
export function staysOf(random: Random, withinMs: number): { stays: Stay[]; secondTab: Stay | null } {
  const count = 1 + pick(random, 4)
  const marks = Array.from({ length: count * 2 }, () => random() * withinMs).toSorted((a, b) => a - b)
  const stays = Array.from({ length: count }, (_unused, index) => ({ fromMs: marks[index * 2] ?? 0, untilMs: marks[index * 2 + 1] ?? 0 }))
  const [first] = stays
  const hasSecond = random() < 0.1 && first !== undefined
  return { stays, secondTab: hasSecond ? { fromMs: (first.fromMs + first.untilMs) / 2, untilMs: first.untilMs } : null }
}

/** A standard normal number (Box–Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
