// The flags of `npm run bench`.

export interface Options {
  /** Audience sizes, rising. */
  readonly sizes: readonly number[]
  readonly repetitions: number
  readonly seed: number
  /** Where the result goes as JSON; null prints the table only. */
  readonly jsonFile: string | null
  /** Under a minute: fewer and smaller runs. */
  readonly isQuick: boolean
  /** Instead of measuring: where Podium's processor time goes, at the largest size. */
  readonly isProfile: boolean
}

const QUICK = { sizes: [500, 1_000], repetitions: 2 } as const
const FULL = { sizes: [500, 1_000, 2_000, 5_000], repetitions: 5 } as const

/**
 * Reads the flags.
 * @throws with one sentence naming the first that is not understood.
 */
export function readOptions(args: readonly string[]): Options {
  const isQuick = args.includes('--quick')
  let { sizes, repetitions }: { sizes: readonly number[]; repetitions: number } = isQuick ? QUICK : FULL
  let seed = 1
  let jsonFile: string | null = null
  const rest = args.filter((arg) => arg !== '--quick' && arg !== '--profile')
  for (let index = 0; index < rest.length; index += 2) {
    const [flag, value = ''] = [rest[index], rest[index + 1]]
    if (flag === '--n') sizes = value.split(',').map(whole)
    else if (flag === '--reps') repetitions = whole(value)
    else if (flag === '--seed') seed = whole(value)
    else if (flag === '--json' && value !== '') jsonFile = value
    else throw new Error(`Leave out ${flag}: the benchmark knows --n, --reps, --seed, --json FILE, --quick and --profile.`)
  }
  return { sizes: sizes.toSorted((a, b) => a - b), repetitions, seed, jsonFile, isQuick, isProfile: args.includes('--profile') }
}

function whole(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error(`Use whole numbers: ${text || 'nothing'} is none.`)
  return number
}
