// Passwords: argon2id in a bounded queue, so that a rush of sign-ins never starves the event loop (ID-01).
import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's second recommendation for argon2id. */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const
const AT_ONCE = 4

// Syllables that are easy to read out and to type.
const SYLLABLES =
  'ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu ha he hi ho hu ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po pu ra re ri ro ru sa se si so su ta te ti to tu wa we wi wo wu'.split(
    ' ',
  )

export type Passwords = ReturnType<typeof createPasswords>

/** Hashes and checks at most four passwords at a time. */
export function createPasswords() {
  let running = 0
  const waiting: (() => void)[] = []

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    running += 1
    try {
      return await work()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }

  // An unknown account costs as much time as a known one.
  const decoy = hash('nobody', COST)

  return {
    hash: (password: string) => inTurn(() => hash(password, COST)),
    /** Whether the password fits; `stored` null stands for an unknown account. */
    async isRight(stored: string | null, password: string): Promise<boolean> {
      const fits = await inTurn(async () => verify(stored ?? (await decoy), password))
      return stored !== null && fits
    },
    /** A password of four readable groups (about 74 bits). */
    generate: () =>
      Array.from({ length: 4 }, () => Array.from({ length: 3 }, () => SYLLABLES[randomInt(SYLLABLES.length)]).join('')).join('-'),
  }
}
